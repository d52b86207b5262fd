"""The nginx file of the docs, run in front of a dashboard on this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.serving import free_port

SITE = Path(__file__).parent.parent / "docs" / "server" / "frivillig.nginx.conf"
NAME = "frivillig.example.dk"
UNPACKED = Path(__file__).parent / ".nginx"
_AROUND = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    default_type application/octet-stream;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def find_nginx() -> str:
    """nginx as it is on the machine, else Debian's, unpacked and not installed. Skips, loudly, where there is none."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        return found or _unpack_nginx()
    return pytest.skip("THE NGINX FILE IS NOT TRIED: there is no nginx here and none could be fetched")


def _unpack_nginx() -> str:
    nginx = UNPACKED / "usr" / "sbin" / "nginx"
    if not nginx.is_file():
        UNPACKED.mkdir(exist_ok=True)
        _run("apt-get", "-o", "DPkg::Lock::Timeout=300", "update")
        _run("apt-get", "download", "nginx")
        _run("dpkg-deb", "-x", next(UNPACKED.glob("nginx_*.deb")).name, ".")
        _run(str(nginx), "-v")
    return str(nginx)


def _run(*command: str) -> None:
    subprocess.run(command, cwd=UNPACKED, check=True, capture_output=True, timeout=900)


@dataclass(frozen=True)
class Proxy:
    """nginx with TLS for the dashboard at `dashboard_port`. `certificate`: what a browser must trust."""

    secure: str
    plain: str
    folder: Path
    certificate: Path

    def read_log(self, until: str) -> str:
        """The log once it says this, or as it is after ten seconds: nginx writes a line after the answer has left."""
        deadline = time.monotonic() + 10
        while until not in (log := (self.folder / "access.log").read_text(encoding="utf-8")):
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        return log


@contextlib.contextmanager
def nginx_before(folder: Path, dashboard_port: int, https: int) -> Iterator[Proxy]:
    """The file as it is, but for names, ports and paths."""
    http = free_port()
    certificate, key = _make_certificate(folder)
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl default_server;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
        f"return 301 https://{NAME}$": f"return 301 https://localhost:{https}$",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(certificate),
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(key),
        f"server_name {NAME};": "server_name localhost;",
        "/var/log/nginx/frivillig.log": str(folder / "access.log"),
        "127.0.0.1:8501": f"127.0.0.1:{dashboard_port}",
    }
    site = SITE.read_text(encoding="utf-8")
    for is_, becomes in changes.items():
        assert is_ in site, is_
        site = site.replace(is_, becomes)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder), encoding="utf-8")
    command = [find_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    server = subprocess.Popen(command)
    proxy = Proxy(f"https://localhost:{https}", f"http://localhost:{http}", folder, certificate)
    try:
        _await(proxy, server)
        yield proxy
    finally:
        server.terminate()
        server.wait(20)


def _await(proxy: Proxy, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, (proxy.folder / "error.log").read_text()
        with contextlib.suppress(httpx.TransportError):
            httpx.get(proxy.plain)
            return
        time.sleep(0.1)
    raise AssertionError((proxy.folder / "error.log").read_text())


def _make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths
