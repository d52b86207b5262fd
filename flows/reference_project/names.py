"""Names for people who do not exist: common given names and surnames of a mixed Danish suburb."""

from __future__ import annotations

from dataclasses import dataclass

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ü": "u", "-": " "})


@dataclass(frozen=True)
class Origin:
    """Given names and surnames that go together, and the language spoken at home."""

    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DANISH_SURNAMES = _words(
    "Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen Madsen "
    "Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Jakobsen Mikkelsen Frandsen "
    "Lund Holm Schmidt Kjær Bruun Østergaard Nørgaard Ågaard Bæk Skov Højgaard Lauritsen Vestergaard Krogh Dahl "
    "Søndergaard Toft Bjerre Brandt Lassen Winther Graversen"
)

DANISH_ELDER = Origin(
    language="Dansk",
    women=_words(
        "Kirsten Inge Birthe Lis Jytte Else Grethe Karen Bodil Ruth Tove Ulla Bente Conny Solveig Vibeke Lone Hanne "
        "Gitte Aase Gudrun Rigmor Anne-Marie Dorthe Pia Susanne Annette Marianne Jonna Gerda"
    ),
    men=_words(
        "Jørgen Erik Poul Ole Knud Svend Kurt Børge Leif Aage Bent Finn Preben Verner Egon Torben Flemming Carsten "
        "Henning Ib Palle Søren John Kaj Mogens Hans-Ole Villy Arne"
    ),
    surnames=DANISH_SURNAMES,
)

DANISH_ADULT = Origin(
    language="Dansk",
    women=_words(
        "Mette Louise Katrine Camilla Sofie Charlotte Rikke Tina Maja Line Stine Trine Ditte Heidi Maria Pernille "
        "Signe Lærke Bettina Mia Nanna Cecilie Anne-Sofie Dorte Helle Betina Sørine Malene Winnie Zenia"
    ),
    men=_words(
        "Michael Thomas Lars Christian Kasper Rasmus Jesper Brian Kenneth Dennis Jakob Martin Allan Morten Claus "
        "Søren Bjørn Tommy Kim Ronni Frederik Simon Tobias Ulrik Håkon Rene"
    ),
    surnames=DANISH_SURNAMES,
)

DANISH_CHILD = Origin(
    language="Dansk",
    women=_words(
        "Freja Ida Clara Laura Emma Sara Mille Alberte Frida Josefine Cecilie Amalie Liva Nicoline Thea Ronja Sille Olivia"
    ),
    men=_words(
        "William Lucas Oliver Noah Emil Victor Magnus Mads Sebastian Gustav Jonas Marcus Nikolaj Philip Anton Rune "
        "Bjarke Tristan Jeppe Asger"
    ),
    surnames=DANISH_SURNAMES,
)

ARABIC = Origin(
    language="Arabisk",
    women=_words("Fatima Zeinab Mariam Layla Huda Nour Rania Samira Khadija Amal Salma Iman Yasmin Hanan Dalal Rula"),
    men=_words("Mohammed Ahmed Ali Omar Hassan Youssef Ibrahim Khaled Bilal Mustafa Tarek Walid Jamal Samir Ziad Fadi"),
    surnames=_words(
        "Al-Sayed Hussein Abdallah Mahmoud Saleh Khalil Nasser Haddad Mansour Awad Darwish Issa Taha El-Khatib Jaber"
    ),
)

SOMALI = Origin(
    language="Somali",
    women=_words("Hodan Ayaan Sahra Ifrah Nasteho Faduma Hibo Sagal Ubah Deqa Asha Muna"),
    men=_words("Abdi Mohammed Farah Guled Liban Yusuf Ismail Warsame Dahir Mahad Bashir Cabdi"),
    surnames=_words("Warsame Hersi Jama Nur Osman Abdulle Gedi Farah Adan Duale Elmi Roble"),
)

TURKISH = Origin(
    language="Tyrkisk",
    women=_words("Ayse Emine Elif Zeynep Hatice Gül Sevda Derya Fadime Özlem"),
    men=_words("Mehmet Mustafa Emre Murat Can Hakan Serkan Okan Yilmaz Kemal"),
    surnames=_words("Yildiz Demir Kaya Sahin Öztürk Arslan Polat Aydin Koc Celik"),
)

BOSNIAN = Origin(
    language="Bosnisk",
    women=_words("Amra Selma Lejla Jasmina Azra Emina Sanela Mirela Senada Dzenana"),
    men=_words("Senad Edin Adnan Emir Nermin Damir Haris Mirza Elvir Zlatan"),
    surnames=_words("Hodzic Begic Delic Mujic Halilovic Suljic Kovacevic Dizdar Imamovic Spahic"),
)

OTHERS = Origin(
    language="Engelsk",
    women=_words("Thuy Lan Priya Katarzyna Agnieszka Mihaela Parwana Shabnam Nilofar Oksana Thi-Mai Ewa"),
    men=_words("Minh Duc Arun Piotr Pawel Ionut Farid Habib Reza Siva Andrij Zabi"),
    surnames=_words("Nguyen Tran Kumar Kowalski Nowak Popescu Ahmadi Rahimi Karimi Sivakumar Pham Wozniak"),
)

ALIASES: dict[str, tuple[str, ...]] = {
    "Mohammed": ("Muhammad", "Mohamed", "Mohamad"),
    "Christian": ("Kristian",),
    "Katrine": ("Cathrine", "Kathrine"),
    "Sofie": ("Sophie",),
}


def fold(name: str) -> str:
    """How a name reads when case, accents, hyphens and spelling of æøå are put aside."""
    return " ".join(name.lower().translate(LETTERS).split())
