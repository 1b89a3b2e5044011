"""Names, numbers and answers of the made-up people: West African and European, French and English."""

_FIRST_NAMES = """
Afi Ablavi Akossiwa Adjoa Ama Abla Adjo Aminata Awa Aïcha Aïssatou Assana Bintou Chidinma Chioma
Dédé Djénéba Efua Esi Fatou Fatoumata Fifamè Folake Funmilayo Grâce Hadiza Hawa Ifeoma Kadidia
Kafui Kokoè Korka Léonie Mariam Mariama Mawusi Nana Nafissatou Ngozi Oumou Penda Ramatou Rokia
Salimata Sènami Sika Titilayo Yacine Yaa Yewande Zainab Abdou Abdoulaye Adama Ademola Akwasi
Alassane Amadou Ayodélé Babacar Bio Boubacar Chukwuemeka Cheikh Codjo Cossi Coffi Daouda Dossou
Edem Emeka Femi Hervé Ibrahim Idrissa Issa Kwabena Kofi Kodjo Komlan Koffi Kouamé Kouassi Kwame
Kwaku Lamine Mamadou Mensah Modou Moussa Musa Obinna Olu Ousmane Oumar Sékou Sena Seydou
Souleymane Tidiane Tunde Uche Yao Yaya Youssouf Alice Amélie Anna Camille Céline Chloé Clara
Élodie Emma Hélène Inès Jeanne Julie Laura Léa Louise Manon Marie Nathalie Sophie Zoé Alexandre
Antoine Benoît Charles David Étienne François Frédéric Guillaume Hugo Jean Julien Louis Luc
Mathieu Michel Nicolas Olivier Paul Pierre Rémi Thomas Vincent Anja Björn Charlotte Edward
Florian Giulia Hannah James Jürgen Kateřina Lukas Oliver Sofía Zoë
"""
_LAST_NAMES = """
Abalo Aboubakar Adebayo Adéchian Adekunle Adjovi Agbo Agbodjan Agossou Ahoussou Akakpo Akindélé
Alao Amegah Amoussou Ansah Asante Assogba Attiogbé Ayité Azonhiho Ba Bah Balogun Bamba Barry
Boateng Camara Cissé Coulibaly Dembélé Dia Diabaté Diagne Diallo Diarra Dieng Diop Diouf Djossou
Dossou Doumbia Ekué Eze Fall Faye Fofana Gaba Gbaguidi Gnassingbé Guèye Hounkpatin Houngbédji
Hounsou Ibrahim Johnson Kaba Kanté Keita Kiki Konaté Koné Kossou Kouadio Kouakou Kouyaté Lawani
Lawson Lo Mbaye Mensah Ndiaye Nwosu Obi Ogunleye Okafor Okeke Okonkwo Olawale Osei Ouattara
Ouédraogo Owusu Padonou Quenum Sagbo Sall Samaké Sanogo Sarr Sawadogo Seck Sossou Sow Sylla Tall
Tchibozo Thiam Tossou Touré Traoré Yeboah Yovo Zannou Zinsou Bernard Blanc Bonnet Dubois Dupont
Durand Faure Fontaine Garnier Gauthier Girard Lambert Laurent Lefèvre Leroy Martin Mercier
Moreau Morel Petit Renard Richard Robert Roux Simon Thomas Vidal Brown Evans Jones Müller
Schäfer Smith Taylor Weiß Wilson García López Rossi Silva
"""
FIRST_NAMES = tuple(_FIRST_NAMES.split())
LAST_NAMES = tuple(_LAST_NAMES.split())

# Beginning of the number, how many digits follow, share of all contacts.
NUMBERS = (
    ("+22901", 8, 30), ("+2289", 7, 16), ("+22507", 8, 14), ("+22177", 7, 10), ("+2348", 9, 9),
    ("+23324", 7, 5), ("+2267", 7, 3), ("+336", 8, 8), ("+324", 8, 2), ("+4915", 9, 2), ("+447", 9, 1),
)  # fmt: skip
CITIES = ("Cotonou", "Porto-Novo", "Parakou", "Lomé", "Abidjan", "Dakar", "Lagos", "Accra", "Paris", "Berlin")

CATEGORY_NAMES = (
    "Clients", "Prospects", "VIP", "Boutique", "Abonnés", "Élèves", "Parents", "Partenaires", "Salon",
    "Newsletter", "Anciens clients", "Livraison", "Événement", "Fidélité", "Customers", "Leads", "Wholesale",
)  # fmt: skip
CAMPAIGN_NAMES = (
    "Offre", "Rentrée", "Soldes", "Invitation", "Nouveautés", "Relance panier", "Tabaski", "Fête des mères",
    "Journée portes ouvertes", "Enquête", "Rappel", "Noël", "Black Friday", "Back to school", "Reminder",
)  # fmt: skip
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
COLORS = ("#228be6", "#40c057", "#fab005", "#fa5252", "#7950f2", "#e64980", "#15aabf", "#fd7e14", "#868e96")

ANSWERS = (
    "Oui", "Oui merci", "Intéressé", "C'est combien ?", "Je passe demain", "Bonjour", "D'accord", "Ok",
    "Yes please", "How much?", "Où êtes-vous ?", "Merci beaucoup", "👍", "Rappelez-moi svp", "Non merci",
)  # fmt: skip
ERRORS = (
    (131026, "Message undeliverable", 60), (131049, "Meta chose not to deliver", 22),
    (130472, "User's number is part of an experiment", 8), (131047, "Re-engagement message", 4),
    (131000, "Something went wrong", 3), (470, "Message failed to send", 3),
)  # fmt: skip
