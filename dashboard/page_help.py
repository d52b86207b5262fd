"""«Hvad viser siden?»: for each page and role what stands there, how to read it and what can be done."""

from __future__ import annotations

from dashboard.texts import N_
from warehouse.accounts import Role

_BOTH = {
    "overblik": N_(
        "Hvert kort er et nøgletal med sin periode, og hvordan det er gået siden sidst. «Ca.» og «mindst» betyder, at noget er talt i hoveder uden navne. Vælg et boligområde for at se det alene. Tallene regnes om hver nat."
    ),
    "maal": N_(
        "Hvert måltal med hvor langt I er, tempoet, der skal til, og hvor I ender, hvis det fortsætter. Det grå felt er usikkerheden. Et mål er først sikkert nået, når også det laveste bud er over målet."
    ),
    "forandringsteori": N_(
        "Hvad I tror, frivilligt arbejde fører til, fra venstre mod højre. Farven siger, om nogen måler det, og hvor længe siden. En grå rude er et hul i jeres viden og ikke et dårligt resultat."
    ),
    "rapport": N_(
        "Papirerne, der skal afleveres: vælg hvilken, for hvilken periode og som hvilken slags fil. Er perioden ikke godkendt, er papiret mærket som kladde. Intet papir indeholder personer, og små tal er skjult."
    ),
}

HELP: dict[str, dict[Role, str]] = {
    "i_dag": {
        "staff": N_(
            "Dagens arbejde: hvem du kan ringe til og hvorfor, hvilke opfølgninger der er forfaldne, hvad der venter på at blive rettet, og hvad der er nyt, siden du var her sidst. Tryk på et navn for at åbne profilen og skrive, hvordan det gik."
        )
    },
    "overblik": {"staff": _BOTH["overblik"], "management": _BOTH["overblik"]},
    "frivillige": {
        "staff": N_(
            "Alle frivillige. Søg på et navn, også hvis du ikke ved, hvordan det staves, eller vælg filtre og gem dem som en visning. Vælg en række for at åbne profilen: hvad de laver, ønsker og har aftalt. At du åbner en profil, skrives i loggen."
        )
    },
    "inaktive": {
        "staff": N_(
            "Frivillige, der er blevet stille målt på deres egen rytme, ikke en fast frist. Begrundelsen står ved hver. «Kan ikke afgøres» betyder, at der mangler fremmøde i deres aktivitet. Ferier og lukkedage tæller ikke med."
        )
    },
    "opgaver": {
        "staff": N_(
            "Ledige opgaver og hvem de passer til. Først kravene, så hvad der passer, med point og grunde. Planen fordeler alle ledige opgaver på én gang, så flere får en. Et forslag er en begyndelse på en snak."
        )
    },
    "aktiviteter": {
        "staff": N_(
            "Hvad der er holdt, ventet og mangler at blive registreret. Fremmøde over tid, hvem der bærer aktiviteten, og hvem der mangler børneattest. En aktivitet er sårbar, når få står for det meste."
        ),
        "management": N_(
            "Hvor mange mødegange der er holdt måned for måned, og hvor mange der kom. Små tal er skjult eller rundet, så ingen kan kendes."
        ),
    },
    "maal": {"staff": _BOTH["maal"], "management": _BOTH["maal"]},
    "faellesskab": {
        "staff": N_(
            "Om folk mødes på tværs af alder, køn og boligområde, eller mest med dem, der ligner dem selv. Tallet sammenlignes med det, tilfældet ville give. Siden viser, hvem der mødes, og ikke hvad det har ført til."
        ),
        "management": N_(
            "Hvordan grupper og foreninger er sat sammen, og hvor de hænger sammen. Kun grupper og aldrig personer, og kun hele måneder."
        ),
    },
    "veje": {
        "staff": N_(
            "Hvor mange der går fra gæst til hjælper til tovholder, hvor længe de bliver, hvor længe nye venter på den første opgave, og hvem der bør takkes. Få personer giver brede felter af usikkerhed."
        ),
        "management": N_(
            "Hvor mange der går fra gæst til hjælper og videre, og hvor mange der stadig er med efter et halvt og et helt år. Trin med få personer er skjult."
        ),
    },
    "forandringsteori": {"staff": _BOTH["forandringsteori"], "management": _BOTH["forandringsteori"]},
    "datakvalitet": {
        "staff": N_(
            "Hvad der blev af hver fil og hver række i nat. Ret en række her eller i returarket, svar på spørgsmål om overskrifter og om, hvem der er den samme. Det, du retter, er med i tallene efter næste nat, eller når du trykker på «Tag ind nu»."
        ),
        "management": N_(
            "Om tallene kan bruges: hvor mange rækker der er med, hvor mange der venter på at blive rettet, og hvilke kontroller der er bestået."
        ),
    },
    "ny_formular": {
        "staff": N_(
            "En fil, som intet skema passer til. Fortæl, hvad kolonnerne betyder, så læses den fra næste nat, og den næste af samme slags kendes af sig selv."
        )
    },
    "indstillinger": {
        "staff": N_(
            "Boligområder, ferier, grænser og ansvarlige. Hver grænse siger i en sætning, hvad den afgør, og hvor værdien kommer fra. Ændringer gælder fra næste nat, og under Historik ses, hvem der ændrede hvad, og det kan fortrydes."
        )
    },
    "rapport": {"staff": _BOTH["rapport"], "management": _BOTH["rapport"]},
    "databeskyttelse": {
        "staff": N_(
            "Find en person, og se alt, hvad der står om dem, fra hver eneste fil, med en kopi, de kan få. Skriv først, hvorfor du slår op: opslaget skrives i loggen, før noget vises. Et samtykke kan trækkes tilbage her; det gælder fra næste nat."
        )
    },
    "rundvisning": {
        "staff": N_("De vigtigste sider på fem minutter. Du kan altid åbne rundvisningen igen."),
        "management": N_("De vigtigste sider på fem minutter. Du kan altid åbne rundvisningen igen."),
    },
}


def help_for(page: str, role: Role) -> str | None:
    """The Danish text, to be translated where it is shown; None for a page that has none."""
    return HELP.get(page, {}).get(role)
