"""Under what names authorities of one country go: in its language, shortened, and in English with the country in front."""

from collections.abc import Iterator

# Country, adjective; then for each body the English name behind either of the two, and the names that need no country.
# Abbreviations that others have too are not there. What names a body is the first English name, for no other is short for that.
_BODIES = """
Austria Austrian: national bank=Oesterreichische Nationalbank,OeNB; statistics office=Statistik Austria,Statistics Austria
Belgium Belgian: national bank=National Bank of Belgium,Nationale Bank van België,Banque nationale de Belgique; statistics office=Statbel
Brazil Brazilian: statistics institute=IBGE; central bank=Banco Central do Brasil,Central Bank of Brazil; space institute=INPE; environment agency=IBAMA,Ibama
Canada Canadian: statistics agency=Statistics Canada,StatCan; central bank=Bank of Canada
China Chinese: central bank=People's Bank of China,PBOC; statistics bureau=National Bureau of Statistics of China
Czechia Czech: statistical office=Czech Statistical Office,Český statistický úřad; national bank=Czech National Bank,Česká národní banka
Denmark Danish: statistics office=Danmarks Statistik,Statistics Denmark; central bank=Danmarks Nationalbank; meteorological institute=Danmarks Meteorologiske Institut
Estonia Estonian: statistics office=Statistikaamet,Statistics Estonia; central bank=Eesti Pank,Bank of Estonia
Finland Finnish: border guard=Rajavartiolaitos; statistics office=Tilastokeskus,Statistics Finland; central bank=Suomen Pankki,Bank of Finland; meteorological institute=Ilmatieteen laitos
France French: statistics office=INSEE,Insee,National Institute of Statistics and Economic Studies; statistics agency=INSEE,Insee; central bank=Banque de France,Bank of France; weather service=Météo-France,Météo France; air accident investigation agency=Bureau d'Enquêtes et d'Analyses; nuclear safety authority=Autorité de sûreté nucléaire; audit court=Cour des comptes
Germany German: federal network agency=Bundesnetzagentur,BNetzA; network agency=Bundesnetzagentur; central bank=Bundesbank,Deutsche Bundesbank; federal statistical office=Destatis,Statistisches Bundesamt; statistics office=Destatis; weather service=Deutscher Wetterdienst; foreign ministry=Auswärtiges Amt; disease control agency=Robert Koch Institute,Robert-Koch-Institut; federal cartel office=Bundeskartellamt; cartel office=Bundeskartellamt; domestic intelligence agency=Bundesamt für Verfassungsschutz; federal criminal police office=Bundeskriminalamt; armed forces=Bundeswehr; employment agency=Bundesagentur für Arbeit,Federal Employment Agency; rail operator=Deutsche Bahn; constitutional court=Bundesverfassungsgericht
Greece Greek: statistics authority=ELSTAT,Hellenic Statistical Authority; central bank=Bank of Greece
Hungary Hungarian: statistics office=Központi Statisztikai Hivatal; central bank=Magyar Nemzeti Bank
Iceland Icelandic: met office=Veðurstofa Íslands,Icelandic Meteorological Office; meteorological office=Veðurstofa Íslands; central bank=Seðlabanki Íslands,Central Bank of Iceland; statistics office=Hagstofa Íslands,Statistics Iceland
India Indian: central bank=Reserve Bank of India; weather office=India Meteorological Department; space agency=Indian Space Research Organisation,ISRO,Isro; election commission=Election Commission of India
Ireland Irish: police=Garda Síochána,An Garda Síochána,Gardaí,gardai; statistics office=Central Statistics Office of Ireland; weather service=Met Éireann; central bank=Central Bank of Ireland
Israel Israeli: domestic security agency=Shin Bet; central bank=Bank of Israel; statistics bureau=Central Bureau of Statistics of Israel
Italy Italian: statistics institute=Istat,ISTAT; statistics office=Istat; statistics agency=Istat; civil protection agency=Protezione Civile,Dipartimento della Protezione Civile; central bank=Banca d'Italia,Bank of Italy; tax police=Guardia di Finanza; finance police=Guardia di Finanza; antitrust authority=AGCM; competition authority=AGCM; data protection authority=Garante per la protezione dei dati personali; coastguard=Guardia Costiera
Japan Japanese: central bank=Bank of Japan; weather agency=Japan Meteorological Agency; meteorological agency=Japan Meteorological Agency,Kishocho; space agency=JAXA
Mexico Mexican: statistics institute=INEGI,Inegi; statistics agency=INEGI; central bank=Banco de México,Bank of Mexico,Banxico; state oil company=Pemex
Netherlands Dutch: central bank=De Nederlandsche Bank; statistics office=Centraal Bureau voor de Statistiek,Statistics Netherlands; public works agency=Rijkswaterstaat; health institute=RIVM; meteorological institute=KNMI
Norway Norwegian: statistics office=Statistisk sentralbyrå,Statistics Norway; central bank=Norges Bank; institute of marine research=Havforskningsinstituttet; meteorological institute=Meteorologisk institutt; criminal investigation service=Kripos; food safety authority=Mattilsynet
Poland Polish: statistics office=Główny Urząd Statystyczny,Statistics Poland; central bank=Narodowy Bank Polski,National Bank of Poland; border guard=Straż Graniczna
Portugal Portuguese: central bank=Banco de Portugal,Bank of Portugal; judicial police=Polícia Judiciária; civil protection authority=Proteção Civil; national guard=Guarda Nacional Republicana
Russia Russian: statistics service=Rosstat; statistics agency=Rosstat; central bank=Bank of Russia; communications regulator=Roskomnadzor; media regulator=Roskomnadzor; security service=Federal Security Service; federal security service=Federal Security Service; space agency=Roscosmos,Roskosmos; nuclear agency=Rosatom; aviation agency=Rosaviatsia,Rosaviatsiya; consumer watchdog=Rospotrebnadzor; investigative committee=Investigative Committee of Russia
South Korea South Korean: central bank=Bank of Korea; weather agency=Korea Meteorological Administration; statistics agency=Statistics Korea
Spain Spanish: central bank=Banco de España,Bank of Spain; civil guard=Guardia Civil; weather agency=AEMET,Aemet; meteorological agency=AEMET,Aemet; national court=Audiencia Nacional; high court=Audiencia Nacional; maritime rescue service=Salvamento Marítimo
Sweden Swedish: statistics office=Statistiska centralbyrån,Statistics Sweden; central bank=Riksbank,Sveriges Riksbank; security service=Säpo,SÄPO; security police=Säpo; migration agency=Migrationsverket; public health agency=Folkhälsomyndigheten; transport administration=Trafikverket; weather service=SMHI; coast guard=Kustbevakningen; food agency=Livsmedelsverket; employment service=Arbetsförmedlingen
Switzerland Swiss: national bank=Schweizerische Nationalbank,Swiss National Bank; central bank=Schweizerische Nationalbank; weather service=MeteoSchweiz,MeteoSwiss; seismological service=Schweizerischer Erdbebendienst
Turkey Turkish: statistics institute=TÜİK,TurkStat,Turkstat; disaster agency=AFAD; disaster management agency=AFAD
Ukraine Ukrainian: security service=Security Service of Ukraine; central bank=National Bank of Ukraine; nuclear operator=Energoatom; grid operator=Ukrenergo; railways=Ukrzaliznytsia
"""


def _named() -> Iterator[tuple[str, str]]:
    for line in _BODIES.strip().splitlines():
        land, _, bodies = line.partition(": ")
        country, adjective = _country(land)
        known: dict[str, str] = {}
        for body in bodies.split("; "):
            english, _, names = body.partition("=")
            locally = names.split(",")
            label = known.setdefault(locally[0], f"{adjective} {english}")
            fronts = (f"{country}'s", adjective)
            told = [f"{front} {name}" for front in fronts for name in (english, *locally)]
            yield label, "|".join([*told, *locally])


def _country(land: str) -> tuple[str, str]:
    words = land.split()
    half = len(words) // 2
    return " ".join(words[:half]), " ".join(words[half:])


NATIONAL_BODIES: tuple[tuple[str, str], ...] = tuple(_named())
"""One name of each, and its others, joined by "|"; a body that goes by two English names is there twice."""
