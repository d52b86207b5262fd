// The OpenID Connect provider `oidc-provider`, set up as a municipality's would be: PKCE, refresh tokens, roles in the id token.
// Whom it knows stands in the JSON file PROVIDER_PEOPLE, read at every use: {"anna": {"preferred_username": …, "roles": […]}}.
import { readFileSync } from "node:fs";
import { Provider } from "oidc-provider";

const { PROVIDER_PORT, PROVIDER_PEOPLE, PROVIDER_CLIENT, PROVIDER_SECRET, PROVIDER_DASHBOARD } = process.env;
const issuer = `http://127.0.0.1:${PROVIDER_PORT}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: PROVIDER_CLIENT,
      client_secret: PROVIDER_SECRET,
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: [`${PROVIDER_DASHBOARD}/log-ind/svar`],
      post_logout_redirect_uris: [`${PROVIDER_DASHBOARD}/log-ind`],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["preferred_username", "name", "roles"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  issueRefreshToken: async () => true,
  findAccount: async (_ctx, id) => {
    const claims = JSON.parse(readFileSync(PROVIDER_PEOPLE, "utf8"))[id];
    return claims && { accountId: id, claims: async () => ({ sub: id, ...claims }) };
  },
});

const server = provider.listen(Number(PROVIDER_PORT), "127.0.0.1");
process.stdin.resume().on("end", () => server.close(() => process.exit(0)) && server.closeAllConnections());
