"""The common nouns that stand for sources."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


UNNAMED = words(
    "source sources official officials person people someone somebody anyone expert experts "
    "observer observers analyst analysts witness witnesses insider insiders aide aides "
    "diplomat diplomats critic critics report reports rumour rumours rumor rumors many some "
    "others most several few authorities one everyone everybody all both spokesman "
    "spokeswoman spokesperson"
)
SPOKEN_FOR = words("mouthpiece spokesman spokeswoman spokesperson spokespeople spokesmen statement")
PAPERS = words(
    "report article statement letter letters book study account footage pictures picture "
    "video document documents release interview tweet post memo filing filings indictment "
    "complaint lawsuit editorial analysis survey poll story blog page website site newsletter "
    "memoir column email emails e-mail e-mails records transcript transcripts cable cables"
)
PRESS = words("media press newspapers papers outlets broadcasters reports agencies websites")
STATE = words(
    "government governments police military army navy ministry parliament regime "
    "administration authorities prosecutors intelligence embassy consulate mission court courts "
    "delegation troops forces treasury presidency judiciary"
)
EVIDENCE = PAPERS | frozenset({"briefing", "data", "evidence", "intelligence", "information"})
HUMAN = words(
    "man woman judge minister president senator lawmaker lawyer author professor analyst "
    "prosecutor spokesman spokeswoman spokesperson general chairman chairwoman director "
    "officer ambassador envoy diplomat governor mayor chancellor premier candidate nominee "
    "congressman congresswoman attorney sheriff officer economist historian scientist "
    "researcher executive writer journalist reporter correspondent columnist legislator mp "
    "leader chief "
    "head secretary strategist adviser advisor aide king queen prince pope bishop activist "
    "defector soldier actor actress singer billionaire businessman mogul politician "
    "republican democrat liberal conservative official spokesperson father mother son "
    "daughter wife husband sister brother half-brother captain pilot driver engineer doctor "
    "nurse surgeon teacher farmer nun priest rector dean principal coach manager "
    "inspector detective commander commissioner superintendent curator scholar biologist "
    "geologist physicist chemist epidemiologist expert founder co-founder editor trader tenant "
    "neighbour neighbor resident survivor fisherman councillor councilor "
    "deputy treasurer auditor ombudsman warden ranger novelist chair chairperson solicitor "
    "legislator policeman policewoman representative magnate tycoon nominee contender barrister "
    "front-runner frontrunner philanthropist entrepreneur academic pontiff monarch widow widower "
    "nephew niece cousin uncle aunt grandson granddaughter grandfather grandmother colleague "
    "player teammate team-mate mate pal passenger patient student advocate newsreader presenter "
    "trainer arbitrator paramedic mouthpiece newcomer onlooker bystander "
    "colonel brigadier lieutenant sergeant admiral "
    "friend accountant whistleblower predecessor successor assistant classmate employee worker"
)
# What news calls somebody by whom it has just named otherwise.
EPITHETS = words(
    "billionaire millionaire mogul magnate tycoon businessman businesswoman candidate nominee "
    "contender front-runner frontrunner politician democrat republican senator congressman "
    "congresswoman lawmaker legislator incumbent hopeful challenger actor actress singer pontiff "
    "monarch entrepreneur"
)
OUTLET_NOUNS = words(
    "paper newspaper daily broadsheet tabloid magazine weekly journal broadcaster outlet website "
    "channel station publication"
)
# What other bodies are called when news brings them in: "X, a charity".
BODY_NOUNS = words(
    "charity organisation organization union institute group think-tank ngo watchdog agency "
    "regulator authority inspectorate association federation foundation laboratory party movement "
    "militia consortium alliance coalition consultancy committee commission society network"
)
# Nouns of what people do, most of which no list holds: "unionist", "statistician".
TRADE_ENDINGS = ("ist", "ian")
# Who news calls by their trade, when it has just named them.
TRADES = words(
    "physician doctor surgeon nurse diver sailor chemist engineer professor lecturer farmer "
    "fisherman pilot teacher author writer novelist researcher scholar academic veteran activist "
    "campaigner dissident defector widow widower photographer poet painter composer architect "
    "geographer philosopher gardener miner carpenter baker butcher"
)
# Bodies that most places and trades have, which news mostly calls by no other name.
COMMON_BODIES = words(
    "agency service bureau commission board committee department ministry office union association "
    "federation council fund institute regulator watchdog authority inspectorate directorate panel "
    "laboratory hospital clinic chamber league mission court tribunal registry museum airport "
    "university school college congregation conference observatory prefecture coroner"
)
COMPANY_NOUNS = words(
    "company firm manufacturer maker carmaker bank airline carrier giant retailer operator owner "
    "producer developer builder supplier insurer lender brewer shipbuilder drugmaker chipmaker "
    "startup start-up utility contractor subsidiary conglomerate business"
)
SETTLEMENTS = words("city town capital port village district region province island resort")
