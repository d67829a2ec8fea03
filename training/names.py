"""Names composed for augmentation, so that recognisers lean on context and form rather than on memory.

None of these lists describes real people: given and family names are combined at random.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random


class Name(NamedTuple):
    """A full name and the form a text uses when it comes back to the person."""

    full: str
    short: str


# Pools a culture: given names, family names. "|" separates, to keep the lists readable.
EAST_ASIAN = {
    "north korean": (
        "Hyok|Chol|Jong|Yong|Song|Myong|Kwang|Chun|Thae|Ryong|Su|Il|Nam|Kyong|Hak|Pyong|Sin|Ju|Chang|Ho|Guk|Hye|Un|Ryol",
        "Kim|Ri|Pak|Choe|Jong|Kang|Han|Hwang|Ro|So|O|Ryang|Jang|Hyon|Thae|Yun|Paek|Kwon|Rim|Chu",
    ),
    "south korean": (
        "Jae|Min|Seok|Hyun|Woo|Jin|Young|Sang|Kyung|Eun|Hee|Soo|Dong|Tae|Gyu|Ho|Joon|Mi|Seung|Chul|Ki|Won|In|Sook",
        "Kim|Lee|Park|Choi|Jung|Kang|Cho|Yoon|Jang|Lim|Han|Oh|Seo|Shin|Kwon|Hwang|Ahn|Song|Moon|Chung|Suh|Ban|Noh",
    ),
    "taiwanese": (
        "Ying|Wen|Ching|Te|Chih|Wei|Hsiao|Bi|Khim|Chun|Ming|Yu|Jung|Hui|Mei|Kuo|Cheng|Shu|Tai|Ko|Fang",
        "Tsai|Lai|Chen|Lin|Wang|Hou|Ko|Chang|Su|Hsiao|Wu|Ma|Chu|Hung|Chiang|Tseng|Cheng|Yen|Kao|Lu",
    ),
}
CHINESE = (
    "Xiaoming|Jianguo|Wei|Haoran|Yifei|Zhiqiang|Lihua|Meiling|Guangfu|Xinyi|Jun|Yang|Qishan|Keqiang|Zhanshu|Hui|Ruixue|Bo|Tao|Zeming|Yuanchao|Na",
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Geng|Hua|Cui|Xie|Meng",
)
WESTERN = {
    "english": (
        "John|Mary|Susan|James|Linda|Peter|Rachel|Thomas|Helen|Mark|Karen|Andrew|Claire|Oliver|Emily|Simon|Fiona|Graham|Nigel|Bruce|Joyce|Dale|Bethany|Wayne|Trevor|Audrey|Neil|Gavin|Heather|Stuart",
        "Smith|Harlow|Bennett|Whitfield|Carver|Dunmore|Ashworth|Keating|Lockhart|Mercer|Pruitt|Radcliffe|Stanhope|Thorne|Underhill|Wexler|Yardley|Baxter|Collier|Draper|Fenwick|Gorman|Hargrove|McAllister|O'Rourke|MacLeod|O'Donnell|Fitzgerald|Kowalski|Greene|Boothby|Tillman",
    ),
    "spanish": (
        "José|María|Luis|Carmen|Juan|Ana|Jorge|Lucía|Andrés|Sofía|Ramón|Inés|Diego|Pilar|Álvaro|Teresa|Joaquín|Consuelo|Rafael|Íñigo|Adrián|Nicolás|Yamileth|Evo|Delcy",
        "García|de la Mata|Hernández|Núñez|de la Torre|Ibáñez|Ortega|del Río|Quiroga|Zapatero|Villalobos|Echeverría|Muñoz|Peña|de los Santos|Cárdenas|Arreaza|Morales|Bolívar|Rojas|Saavedra|Fernández de Córdoba|Hong|Molina|Guaidó|Urrutia",
    ),
    "arabic": (
        "Mohammed|Ahmed|Fatima|Khalid|Hassan|Layla|Omar|Yusuf|Nadia|Ibrahim|Abdullah|Samir|Rania|Tariq|Walid|Faisal|Haider|Zainab|Mustafa|Abdel Fattah|Abd al-Rahman|Bashar|Saad|Muqtada|Nouri|Adel",
        "al-Hashimi|al-Baghdadi|Haddad|Mansour|Al Thani|bin Salman|al-Assad|Khoury|Nasser|al-Maliki|el-Sisi|Barzani|Aoun|Hariri|Al-Jubeir|bin Zayed|Abu Zeid|al-Sadr|Bouteflika|Tebboune|Ghannouchi|Jumblatt|al-Kadhimi|Ould Abdel Aziz|Saleh|Zarif",
    ),
    "slavic": (
        "Ivan|Olga|Dmitry|Sergei|Tatiana|Vladimir|Oksana|Bohdan|Yulia|Andrzej|Zoran|Milica|Petr|Kateryna|Mikhail|Nikolai|Svetlana|Jarosław|Dragan|Aleksandr|Anatoly|Maria|Borys|Zdeněk|Ljubica",
        "Petrov|Sokolova|Kovalenko|Nowak|Jovanović|Horáček|Ivanenko|Peskov|Zakharova|Lukashenko|Kaczyński|Shevchenko|Vučić|Dvořák|Ryabkov|Kuznetsov|Tymoshenko|Orlov|Skripal|Babiš|Poroshenko|Medvedev|Chepiga|Gruevski|Yushchenko|Mishkin",
    ),
    "african": (
        "Kwame|Ngozi|Chinedu|Amina|Thabo|Wanjiru|Abiy|Tendai|Olusegun|Fatou|Juvenal|Aisha|Kofi|Moussa|Zanele|Emmerson|Paul|Yoweri|Uhuru|Bello|Ifeoma|Sibusiso|Lindiwe|Macky|Alassane",
        "Mensah|Okonkwo|Adeyemi|Ndlovu|Kamau|Tesfaye|Diallo|Mwangi|Bamba|Chikwanha|Traoré|Oduya|Mutasa|Nkosi|Abubakar|Keïta|Sankara|Ruto|Museveni|Kagame|Zuma|Tshisekedi|Ouattara|Buhari|Nyusi",
    ),
    "south asian": (
        "Rajesh|Priya|Arjun|Sunita|Imran|Nawaz|Anil|Kavita|Ashok|Meera|Mahinda|Sheikh|Rahul|Deepa|Vikram|Asif|Shah Mahmood|Bilawal|Nirmala|Gotabaya|Hamid|Zalmay|Ashraf|Maryam",
        "Sharma|Patel|Khan|Singh|Rao|Chatterjee|Iyer|Banerjee|Qureshi|Bhutto|Wickremesinghe|Perera|Hasina|Gupta|Nair|Mehta|Zardari|Sirisena|Karzai|Ghani|Khalilzad|Rahman|Thapa|Deuba",
    ),
    "european": (
        "Hans|Ingrid|François|Élodie|Giulia|Matteo|Lars|Freja|Jeroen|Sanne|Ursula|Heiko|Jean-Claude|Marie-Hélène|Giorgos|Eleni|Péter|Katalin|João|Mário|Sauli|Emine|Recep|Mevlüt|Björn|Annalena",
        "Müller|von der Heyden|Dubois|de Villepin|Rossi|Di Stefano|Lindqvist|van den Berg|van Dijk|Le Drian|Salvini|Papadopoulos|Szabó|da Silva|dos Santos|Niinistö|Yıldırım|Çavuşoğlu|Nielsen|von Weizsäcker|Moscovici|D'Angelo|Keller|Schäfer|Orbán|Leclerc",
    ),
    "japanese": (
        "Shinzo|Taro|Yoshihide|Haruka|Kenji|Yuriko|Fumio|Akira|Naoko|Hiroshi|Takeshi|Yuki|Sanae|Itsunori|Megumi|Keiko",
        "Tanaka|Suzuki|Onodera|Takahashi|Watanabe|Kishimoto|Sugawara|Nakamura|Kobayashi|Hayashi|Motegi|Ishihara|Noguchi|Fujimori|Yokota|Ueda",
    ),
    "southeast asian": (
        "Nguyen Van|Tran Thi|Joko|Siti|Rodrigo|Leni|Mahathir|Anwar|Prayuth|Yingluck|Aung|Sar|Hun|Budi|Muhyiddin|Benigno|Phan Thi",
        "Widodo|Nguyen|Binh|Robredo|bin Mohamad|Ibrahim|Chan-ocha|Shinawatra|San|Kheng|Sen|Santoso|Yassin|Aquino|Lacson|Hoa|Thuy",
    ),
}
PLACES = (
    "Pyongyang|Seoul|Hanoi|Madrid|Rome|Moscow|Kyiv|Warsaw|Ankara|Tehran|Baghdad|Damascus|"
    "Beirut|Cairo|Tripoli|Nairobi|Abuja|Lagos|Kinshasa|Addis Ababa|Pretoria|Harare|Caracas|"
    "Bogotá|Lima|Brasília|Buenos Aires|Mexico City|Ottawa|Canberra|Wellington|Tokyo|Osaka|"
    "Beijing|Shanghai|Taipei|Hong Kong|Manila|Jakarta|Kuala Lumpur|Bangkok|Yangon|Dhaka|"
    "New Delhi|Mumbai|Islamabad|Karachi|Kabul|Tashkent|Astana|Tbilisi|Yerevan|Baku|Minsk|Riga|"
    "Tallinn|Helsinki|Stockholm|Oslo|Copenhagen|Berlin|Vienna|Geneva|Brussels|The Hague|Paris|"
    "London|Dublin|Edinburgh|Lisbon|Athens|Sofia|Bucharest|Belgrade|North Korea|South Korea|"
    "Vietnam|Spain|Italy|Russia|Ukraine|Poland|Turkey|Iran|Iraq|Syria|Lebanon|Egypt|Libya|"
    "Kenya|Nigeria|Congo|Ethiopia|South Africa|Zimbabwe|Venezuela|Colombia|Peru|Brazil|"
    "Argentina|Mexico|Canada|Australia|New Zealand|Japan|China|Taiwan|Philippines|Indonesia|"
    "Malaysia|Thailand|Myanmar|Bangladesh|India|Pakistan|Afghanistan|Uzbekistan|Kazakhstan|"
    "Georgia|Armenia|Azerbaijan|Belarus|Latvia|Estonia|Finland|Sweden|Norway|Denmark|Germany|"
    "Austria|Switzerland|Belgium|Netherlands|France|Britain|Ireland|Scotland|Portugal|Greece|"
    "Bulgaria|Romania|Serbia|Kosovo|Albania|Sudan|Yemen|Saudi Arabia|Qatar|Kuwait|Oman|Jordan|"
    "Israel|Gaza|West Bank|Crimea|Donetsk|Xinjiang|Tibet|Kashmir|Chechnya|Catalonia|Aleppo|"
    "Mosul|Idlib|Rakhine|Panmunjom|Kaesong|Yongbyon|Sinuiju|Wonsan|Hamhung|Ryanggang Province|"
    "South Hamgyong Province|Gyeonggi Province|Vladivostok|Salisbury|Novosibirsk|"
    "Southeast Asia|Middle East|Korean Peninsula|Black Sea|South China Sea|Persian Gulf|"
    "Balkans|Sahel|Caucasus|Western Europe|Latin America|Yellow Sea"
).split("|")
TOWN_STARTS = (
    "Kor Bel San Nov Al Mar Tan Kal Dar Vol Hal Ser Lum Per Gor Zar Tim Bor Shen Yan Kur Mog "
    "Ndo Tam Vil"
).split()
TOWN_ENDS = (
    "ovo stan grad ville abad pur burg nova kent dara mura zhou yang chon gola bari lia mont "
    "holm ford ghar isk ania"
).split()
BODY_ADJECTIVES = (
    "National Federal Central Supreme State Royal General Joint International European "
    "African Korean Chinese Russian Iranian Spanish Democratic People's Public Special "
    "Foreign Military Civil Workers' Islamic United World Arab Revolutionary Independent Main"
).split()
BODY_MIDDLES = (
    "Intelligence|Security|Defense|Defence|Police|Investigation|Cyber|Health|Nuclear|Energy|"
    "Trade|Election|Human Rights|Space|Atomic Energy|Counter-Terrorism|Monetary|Maritime|"
    "Broadcasting|Statistics|Migration|Audit|Climate|Refugee|Border|Anti-Corruption|Press|"
    "Strategic|Guard"
).split("|")
BODY_HEADS = (
    "Service Agency Council Committee Bureau Commission Authority Administration Office "
    "Institute Union Directorate Court Corps Party Association Organization Front Movement "
    "Federation Assembly Alliance Command Academy Centre Center Foundation Fund Bank "
    "Observatory Group Initiative"
).split()
MINISTRIES = (
    "Foreign Affairs|Unification|Defense|Defence|State Security|the Interior|Justice|Finance|"
    "Health|Public Security|Intelligence|Energy|Foreign Affairs and Trade|Information|"
    "Agriculture|Culture|National Defence|People's Security|Home Affairs|External Relations"
).split("|")
PAPER_PLACES = (
    "Chosun Korea Moscow Washington Kyiv Tehran Nairobi Manila Jakarta Cairo Sofia Boston "
    "Delhi Bangkok London Hanoi Lagos Daily Haaretz Delo Sydney Asahi Yomiuri Dong-A"
).split()
PAPER_HEADS = (
    "Ilbo|Times|Post|Herald|Tribune|Gazette|Daily News|Journal|Telegraph|Observer|Shimbun|"
    "Monitor|Chronicle|Morning Post|Guardian|Mirror|Express|Standard|Today|Independent|Globe"
).split("|")
OUTLETS = (
    "Reuters|Associated Press|Agence France-Presse|Yonhap|Yonhap News Agency|Xinhua|TASS|"
    "Interfax|KCNA|Korean Central News Agency|Kyodo|Al Jazeera|BBC|CNN|NHK|Deutsche Welle|"
    "Der Spiegel|Le Monde|Le Figaro|El País|El Confidencial|ABC|La Repubblica|"
    "Corriere della Sera|Wall Street Journal|New York Times|Washington Post|Financial Times|"
    "Guardian|Daily NK|JoongAng Ilbo|Dong-A Ilbo|Chosun Ilbo|Hankyoreh|Rodong Sinmun|"
    "Global Times|South China Morning Post|Haaretz|Jerusalem Post|Novaya Gazeta|RIA Novosti|"
    "Kommersant|Bellingcat|Bloomberg|Politico|Sky News|Radio Free Asia|Voice of America|"
    "NK News|Asahi Shimbun|Nikkei|Times of India|Dawn|Folha de S. Paulo|La Vanguardia|"
    "Gazeta Wyborcza|Hürriyet|Fars|IRNA|SANA"
).split("|")
KNOWN_BODIES = (
    "United Nations|European Union|NATO|Kremlin|Pentagon|State Department|White House|"
    "Foreign Office|World Health Organization|Interpol|Europol|Amnesty International|"
    "Human Rights Watch|Red Cross|Hezbollah|Hamas|Taliban|Islamic State|Politburo|Bundestag|"
    "Knesset|Duma|European Commission|Security Council|House of Commons|Treasury|Congress|"
    "Senate|Mossad|MI6|CIA|FBI|FSB|GRU|SVR|NIS|BND|CNI|DGSE|Blue House|Workers' Party|Huawei|"
    "Gazprom|Rosneft|Samsung|Airbus|Boeing|Siemens|Cheollima Civil Defense|Free Joseon|"
    "Nova Europa|Greenpeace|Oxfam|World Bank|International Monetary Fund"
).split("|")
STREET_NAMES = (
    "Dawn Liberty Free Iron Golden Black Red New Silver White Blue Northern Southern Eastern "
    "Rising Crimson"
).split()
STREET_HEADS = (
    "Wolf Brigade|Dragon|Horizon|Homeland|Star|Path|River|Future|Shield|Phoenix|Hand|Lotus|"
    "Sun|Hawk|Legion|Joseon"
).split("|")
COMPANIES = (
    "Tele Nord Petro Agro Gen Kor Sino Trans Euro Aero Min Bio Cyber Omni Vega Astra"
).split()
COMPANY_ENDS = (
    "gas tek bank corp line soft media lab star oil trans net pharma metal dyne mar"
).split()
DEMONYMS = (
    "American|Russian|Chinese|Korean|North Korean|South Korean|Spanish|Italian|French|German|"
    "British|Iranian|Iraqi|Syrian|Turkish|Saudi|Israeli|Palestinian|Egyptian|Libyan|Ukrainian|"
    "Polish|Hungarian|Czech|Japanese|Taiwanese|Vietnamese|Indian|Pakistani|Afghan|Mexican|"
    "Venezuelan|Cuban|Brazilian|Kenyan|Nigerian|Congolese|Ethiopian|Malaysian|Indonesian|"
    "Filipino|Australian|Canadian|European|Arab|Kurdish|Soviet|Belarusian|Serbian"
).split("|")
FOREIGN_STARTS = (
    "Centro Nacional de|Consejo Superior de|Instituto de|Ministerio de|Partido de la|Comité de|"
    "Conselho de|Agence nationale de|Ministère de la|Conseil de|Front pour la|Parti de la|"
    "Bundesamt für|Ministero della|Agenzia per la|Partito della|Dirección General de|Hizb|Jaish"
).split("|")
FOREIGN_ENDS = (
    "Inteligencia|Justicia|Defensa|Seguridad|Libertad|Informação|Sécurité|Défense|Santé|Liberté|"
    "Sicherheit|Verfassungsschutz|Difesa|Sicurezza|Salute|Gobierno|al-Nour|al-Islam|Democracia"
).split("|")
CAUSES = (
    "to Protect Journalists|for the Protection of Witnesses|for Human Rights|of the Disappeared|"
    "Without Borders|Against Torture|of Families of Abductees|for Peaceful Unification|Watch|"
    "for North Korean Freedom|on Missing Persons|of Independent Doctors|for Press Freedom"
).split("|")
CAUSE_HEADS = (
    "Committee|Reporters|Lawyers|Citizens|Network|Mothers|Coalition|Alliance|Campaign|Doctors|Rights"
).split("|")
PAPER_MIDDLES = "Business|Economic|Evening|Morning|Sunday|National|Free|People's".split("|")
PAPER_NAMES = (
    "Insider|Mail on Sunday|Sunday Times|Daily Sabah|Daily Mail|El Mundo|La Stampa|Il Foglio|O Globo|"
    "La Nación|El Universal|Clarín|Le Soir|De Telegraaf|Die Welt|Die Zeit|Bild|Meduza|Mediazona|"
    "Respekt|Népszava|Kathimerini|Cumhuriyet|Al Arabiya|Al-Ahram|Asharq Al-Awsat|The Insider|"
    "Punch|Vanguard|Caixin|Apple Daily|Ming Pao|Rappler|Inquirer|Tempo|Kompas|Hindu|Wire|Intercept"
).split("|")
SMALL_WORDS = frozenset({"of", "the", "and", "for", "to", "de", "la", "S."})


def pick(rng: Random, pool: str) -> str:
    """One entry of a "|"-separated pool."""
    return rng.choice(pool.split("|"))


def person(rng: Random) -> Name:
    """A person of any part of the world, family name first where that is the custom."""
    kind = rng.random()
    if kind < 0.22:  # hyphenated names are the ones that tokenizers cut in three
        syllables, families = EAST_ASIAN[rng.choice(sorted(EAST_ASIAN))]
        first, second, family = pick(rng, syllables), pick(rng, syllables), pick(rng, families)
        given = rng.choice(
            [f"{first}-{second.lower()}", f"{first}-{second.lower()}", f"{first} {second}"]
        )
        return rng.choice(
            [Name(f"{family} {given}", family)] * 3 + [Name(f"{given} {family}", family)]
        )
    if kind < 0.3:
        given, family = pick(rng, CHINESE[0]), pick(rng, CHINESE[1])
        return Name(f"{family} {given}", family)
    givens, families = WESTERN[rng.choice(sorted(WESTERN))]
    given, family = pick(rng, givens), pick(rng, families)
    if rng.random() < 0.06:
        given = f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}."
    return Name(f"{given} {family}", family[0].upper() + family[1:])


def place(rng: Random) -> str:
    """A real place, or a made-up town, so that unknown towns are seen too."""
    if rng.random() < 0.7:
        return rng.choice(PLACES)
    town = rng.choice(TOWN_STARTS) + rng.choice(TOWN_ENDS)
    return rng.choice(
        [town, town, town, f"{rng.choice(['New', 'North', 'San', 'Port', 'Upper', 'El'])} {town}"]
    )


def acronym(name: str) -> str:
    """The initials that a text would put in brackets after a body's name."""
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in words if word not in SMALL_WORDS and word[0].isupper())


def public_body(rng: Random) -> str:
    """A ministry, an agency, a party or a movement with a plausible name."""
    kind = rng.random()
    if kind < 0.25:
        return rng.choice(KNOWN_BODIES)
    if kind < 0.4:
        ministry = rng.choice(MINISTRIES)
        after = rng.random() < 0.4 and "the " not in ministry
        return f"{ministry} Ministry" if after else f"Ministry of {ministry}"
    if kind < 0.6:
        return movement(rng)
    adjective, middle = rng.choice(BODY_ADJECTIVES), rng.choice(BODY_MIDDLES)
    head = rng.choice(BODY_HEADS)
    builds = [f"{head} for {middle}", f"{middle} {head}", f"{adjective} {middle} {head}"]
    return rng.choices(builds, weights=[1, 1, 2])[0]


def movement(rng: Random) -> str:
    """A group, a company, a cause or a body with a foreign name."""
    return rng.choice(
        [
            f"{rng.choice(STREET_NAMES)} {rng.choice(STREET_HEADS)}",
            rng.choice(COMPANIES) + rng.choice(COMPANY_ENDS),
            f"{rng.choice(FOREIGN_STARTS)} {rng.choice(FOREIGN_ENDS)}",
            f"{rng.choice(CAUSE_HEADS)} {rng.choice(CAUSES)}",
        ]
    )


def outlet(rng: Random) -> str:
    """A news agency, paper or broadcaster, half of them invented."""
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(OUTLETS)
    if kind < 0.6:
        return rng.choice(PAPER_NAMES).removeprefix("The ")
    if kind < 0.75:
        middle, head = rng.choice(PAPER_MIDDLES), rng.choice([*PAPER_HEADS, "Newspaper", "Daily"])
        return f"{rng.choice(PAPER_PLACES)} {middle} {head}"
    return f"{rng.choice(PAPER_PLACES)} {rng.choice(PAPER_HEADS)}"


def organization(rng: Random) -> str:
    """A body or an outlet."""
    return outlet(rng) if rng.random() < 0.35 else public_body(rng)


def demonym(rng: Random) -> str:
    """A nationality or the like, which the silver labels call MISC."""
    return rng.choice(DEMONYMS)
