# Les mots des pages. Mêmes clés, mêmes variables que en.ftl ; un test le vérifie.

skip = Aller au contenu
nav-main = Navigation principale
nav-exercises = Exercices
nav-journey = Mon parcours
nav-verify = Vérifier un certificat
breadcrumb = Fil d'Ariane
home = Accueil
sign-in = Se connecter
sign-out = Se déconnecter
footer-accessibility = Accessibilité : non conforme
footer-api = API
footer-keys = Clés de l'émetteur
footer-log = Journal public

home-title = La science des données s'apprend en la pratiquant
home-lead = Des exercices en Python et en R sur de vraies données publiques, corrigés aussitôt, avec l'explication de ce qui ne va pas. Chaque palier atteint donne un certificat qui est à vous, et que tout employeur peut vérifier.
home-start = Choisir un exercice
home-go-on = Reprendre
home-begin = Pour commencer
home-all = Voir les { $n } exercices
home-all-done = Vous avez tous les points de tous les exercices. Bravo !
home-how = Comment cela marche
home-practise = Pratiquer
home-practise-text = Écrivez votre code dans la page, vérifiez-le autant de fois qu'il le faut : la correction vient en une fraction de seconde.
home-progress = Progresser
home-progress-text = Votre score monte par segment et par palier, et vous voyez en mots ce qui manque pour le suivant.
home-prove = Prouver
home-prove-text = Vos certificats sont signés et à votre nom. Tout employeur les vérifie sans compte, sur cette page ou avec un outil standard :
home-packs = { $n ->
    [one] Une série d'exercices est publiée.
   *[other] { $n } séries d'exercices sont publiées.
}
no-exercise = Aucun exercice n'est publié pour l'instant.

sign-in-name = Nom du compte
sign-in-password = Mot de passe
sign-in-do = Se connecter
sign-in-help = Pas de compte, ou mot de passe perdu ? La personne qui administre ce service peut vous en donner un.
sign-in-your-code = Votre code : il vous attendra comme brouillon
sign-in-error-wrong = Nom de compte ou mot de passe inconnu.
sign-in-error-too-many = Trop d'essais. Réessayez dans un quart d'heure.
sign-in-error-ended = Vous n'êtes plus connecté. Connectez-vous de nouveau : votre code est gardé.
sign-in-error-password-too-short = Le nouveau mot de passe est trop court ; rien n'a été changé.
sign-in-error-password-wrong = L'ancien mot de passe n'est pas le bon ; rien n'a été changé.
sign-in-error-token-refused = Un jeton porte un nom de 100 caractères au plus et vaut de 1 à 366 jours.
sign-in-error-erase-refused = Le nom ne correspond pas à celui du compte ; rien n'a été effacé.
sign-in-provider = Se connecter avec { $provider }
sign-in-local = Ou avec un compte de ce service
leave-title = Vous êtes dirigé vers { $provider }
leave-go = Continuer
refusal-title = Pas de connexion avec { $provider }
refusal-said = Réponse de { $provider } : { $said }
refusal-roles = Peuvent se connecter :
refusal-link-title = Pour retrouver votre compte
refusal-link-self = Si vous pouvez encore entrer dans ce compte, connectez-vous-y comme avant, puis reliez-le à { $provider } depuis « Mon compte ».
refusal-link-go = Se connecter à l'ancien compte
refusal-link-administrator = Sinon, demandez à la personne qui administre ce service de le faire, après s'être assurée que c'est bien vous. Donnez-lui cette ligne :
refusal-link-name = NOM-DU-COMPTE
refusal-again = Réessayer avec { $provider }
refusal-local = Se connecter avec un compte de ce service
refused-unavailable = Le service d'identité ne répond pas. Ce n'est pas de votre fait : réessayez dans un instant.
refused-stale = Cette réponse ne correspond à aucune connexion commencée dans ce navigateur, ou elle a expiré (au bout d'un quart d'heure). Recommencez depuis la page de connexion ; les cookies doivent être acceptés.
refused-too-many = Trop d'essais depuis votre réseau. Réessayez dans un quart d'heure.
refused-denied = La connexion a été refusée ou abandonnée. Rien n'a été créé ni modifié ici.
refused-provider = Le service d'identité a répondu par une erreur. Rien n'a été créé ni modifié ici. Si elle se répète, signalez-la à la personne qui administre ce service.
refused-invalid = La réponse du service d'identité n'a pas pu être vérifiée : par prudence, personne n'a été connecté. Si cela se répète, signalez-le à la personne qui administre ce service.
refused-weak = Ce service demande une connexion avec un second facteur (téléphone, carte, clé…). La vôtre n'en avait pas : activez-le auprès de votre administration, puis recommencez.
refused-role = Ce service est destiné aux agents publics, et votre administration n'a pas indiqué que vous en êtes un. Si vous l'êtes, demandez-lui de transmettre votre qualité d'agent ; sinon, un compte de ce service peut vous être ouvert.
refused-no-email = Votre administration n'a pas transmis d'adresse électronique vérifiée, à laquelle vos certificats puissent être liés. Demandez-lui de la transmettre.
refused-email-known = Un compte existe déjà ici avec votre adresse, mais il n'est pas relié à cette identité : vous avez peut-être changé d'administration, ou il a été ouvert à la main. Par prudence, rien n'a été relié.
refused-linked-elsewhere = Cette identité ouvre déjà un autre compte de ce service. Rien n'a été modifié.
refused-link-session = Pour relier un compte, il faut y rester connecté dans ce même navigateur. Rien n'a été modifié.
agent-role-agent_public = les agents publics
agent-role-agent_public_etat = les agents de l'État
agent-role-agent_public_territorial = les agents des collectivités
demo-title = Démonstration
demo-text = Ce service tourne avec des comptes de démonstration. Leur mot de passe s'affiche dans le terminal où il a été lancé :

level = Palier { $level }
minutes = { $n } min
points = { $points } points
points-of = { $earned } / { $possible } points
language-name-python = Python
language-name-r = R
language-name-sql = SQL
state-new = À faire
state-begun = Commencé
state-done = Réussi
state-queued = En attente
state-grading = En cours
state-graded = Corrigé
state-set-aside = Non corrigé

filter-segment = Segment
filter-level = Palier
filter-language = Langage
filter-progress = Avancement
filter-all = Tous
filter-do = Filtrer
filter-none = Tout afficher
filter-shown = { $shown } exercices affichés sur { $total }
filter-empty = Aucun exercice ne répond à ces critères.

statement = Énoncé
statement-personal = Les valeurs de cet énoncé sont les vôtres : votre code est corrigé sur elles.
preview = Premières lignes
preview-of = Aperçu de { $name }
preview-rows = { $n ->
    [one] 1 ligne
   *[other] { $n } lignes
}
preview-columns = { $n ->
    [one] 1 colonne
   *[other] { $n } colonnes
}
preview-more = { $n } autres colonnes ne sont pas montrées.
preview-type-text = texte
preview-type-integer = entier
preview-type-number = nombre
preview-type-date = date
download-file = Télécharger { $name }

your-code = Votre code
editor-help = Dans l'éditeur, la touche Tab met en retrait ; pour en sortir au clavier : Échap, puis Tab.
editor-leave = Échap puis Tab pour quitter l'éditeur
do-check = Vérifier
do-save = Enregistrer le brouillon
attempts-left = { $n ->
    [0] Vous avez utilisé toutes vos vérifications d'aujourd'hui ; votre meilleur résultat reste acquis.
    [one] Votre meilleur résultat compte. Il vous reste une vérification aujourd'hui.
   *[other] Votre meilleur résultat compte. Il vous reste { $n } vérifications aujourd'hui.
}
attempts-sign-in = Connectez-vous pour vérifier votre code : il sera gardé.
draft-saved = Brouillon enregistré le { $time }
draft-local = Brouillon gardé dans ce navigateur
draft-conflict = Un autre brouillon a été enregistré le { $time }, depuis une autre fenêtre.
conflict = Deux brouillons
conflict-theirs = Voir l'autre brouillon
conflict-choose = Le vôtre est dans l'éditeur : enregistrez-le pour le garder.
conflict-take-theirs = Prendre plutôt l'autre
starter-again = Repartir de zéro
starter-text = Votre brouillon reste gardé tant que vous n'en enregistrez pas un autre.
starter-take = Reprendre le code de départ
script-failed = Le service n'a pas répondu. Votre code est toujours là : réessayez.
script-signed-out = Vous n'êtes plus connecté : votre code est gardé, connectez-vous pour continuer.

result = Résultat
result-queued = { $n ->
    [0] Votre code attend : c'est bientôt son tour.
    [one] Votre code attend : un autre est devant.
   *[other] Votre code attend : { $n } autres sont devant.
}
result-waiting = Votre code attend son tour…
result-grading = Correction en cours…
result-again = Actualiser
result-full = Tout est juste.
result-partly = { $passed } contrôles réussis sur { $checks }.
result-stopped = Votre code n'a pas pu être vérifié.
result-set-aside = Nous n'avons pas pu corriger ce code. Cela ne vous coûte aucun essai.
result-line = Ligne { $n } :
check-passed = Réussi
check-failed = À revoir
check-broken = En panne
check-not-run = Non lancé
check-is-hidden = Ce contrôle ne montre pas ses données.
difference = Différences
difference-summary = Voir { $shown } différences sur { $total }
difference-place = Où
difference-expected = Attendu
difference-got = Obtenu
hint = Indice
output = Ce que votre programme affiche
output-errors = Sur la sortie d'erreur :
output-dropped = La suite est coupée : votre programme affiche plus que ce qui est gardé.

attempts = Vos vérifications
attempt-when = Quand
attempt-result = Résultat
attempt-code = Code
attempt-take = Reprendre
attempt-download = Télécharger
attempt-changes = Comparer à la précédente
changes = Ce qui a changé
changes-back = Retour à l'exercice « { $exercise } »
changes-between = Entre votre code du { $earlier } et celui du { $later }.
changes-none = Rien n'a changé.
changes-line = Ligne
changes-kind = Changement
kind-same = inchangé
kind-added = ajouté
kind-removed = supprimé

journey-empty = Vous n'avez pas encore vérifié de code.
journey-begun = { $n ->
    [one] Vous avez travaillé un exercice.
   *[other] Vous avez travaillé { $n } exercices.
}
scores = Scores par segment
score = Score
score-needed = Requis
score-exercises = Exercices
score-done = { $done } sur { $total }
chart = Score par palier en « { $segment } » ; le tableau qui suit donne les valeurs
level-reached = Palier { $level } atteint
level-none = Aucun palier atteint pour l'instant
next-missing = Encore { $points } points pour le palier { $level }.
next-exercises = { $n ->
    [one] Un exercice en donne encore
   *[other] { $n } exercices en donnent encore
}
certificates = Certificats
certificates-none = Un palier atteint donne un certificat. Il apparaîtra ici.
certificate-ask = Demander le certificat du palier { $level }
certificate-title = { $segment }, palier { $level }
certificate-issued = Délivré le { $time }
certificate-files = Fichiers :
certificate-bundle = lot hors ligne
certificate-linkedin = Ajouter à LinkedIn
status-active = valide
status-suspended = suspendu
status-revoked = révoqué
status-reinstated = rétabli
name-is-shown = Votre nom est visible de tous sur la page du certificat.
name-is-hidden = Votre nom n'est pas montré sur la page du certificat.
name-show = Le montrer à tous
name-hide = Le cacher
links = { $n ->
    [0] Liens de partage
    [one] Liens de partage (1)
   *[other] Liens de partage ({ $n })
}
links-text = Qui a un lien de partage voit votre nom et peut lire le relevé des exercices.
link-days = Durée, en jours
link-make = Créer un lien
link-made = Votre lien. Copiez-le : il ne sera plus affiché.
link-since = créé le { $time }
link-until = jusqu'au { $time }
link-withdraw = Retirer
link-withdrawn = retiré
archive = Tout télécharger (ZIP : certificats, codes, relevés)
signed-in-as = Connecté comme { $name }.

account = Mon compte
account-display-name = Nom sur les certificats
account-email = Adresse électronique
account-role = Rôle
role-agent = agent
role-trainer = formateur
role-administrator = administrateur
password-old = Mot de passe actuel
password-new = Nouveau mot de passe
password-rule = { $n } caractères au moins. Une phrase convient très bien.
password-change = Changer le mot de passe
identities-none = Ce compte n'est relié à aucune identité { $provider }.
identities-some = Ce compte s'ouvre avec { $provider }. Identités reliées :
identities-since = reliée le { $time }
identities-link = Relier à { $provider }
identities-link-text = Vous allez vous identifier auprès de { $provider } : l'identité que vous y montrerez ouvrira désormais ce compte.
tokens = Jetons d'accès
tokens-text = Pour soumettre depuis un notebook, un terminal ou un programme.
token-made = Votre jeton. Copiez-le : il ne sera plus affiché.
token-label = À quoi sert-il ?
token-make = Créer un jeton
token-withdraw = Retirer
account-data = Mes données
erase = Effacer mon compte
erase-text = Votre nom, votre adresse, votre code, vos brouillons et vos liens sont effacés, ainsi que les fichiers de vos certificats conservés ici. Ceux que vous avez téléchargés se vérifient toujours. C'est définitif : téléchargez d'abord ce que vous voulez garder.
erase-confirm = Pour confirmer, écrivez le nom du compte : { $name }
erase-do = Effacer définitivement

accessibility-title = Accessibilité : non conforme
accessibility-state = Ces pages n'ont pas encore été auditées d'après le RGAA : elles sont donc déclarées non conformes, quel que soit leur état.
accessibility-done = Ce qui est fait
accessibility-done-text = Tout fonctionne sans JavaScript et au clavier ; chaque page est contrôlée à chaque version par un outil automatique (axe-core), en français et en anglais, en clair et en sombre, sur petit et grand écran. Les résultats sont dits en mots, jamais par la couleur seule.
accessibility-missing = Ce qui manque
accessibility-missing-text = Un audit par une personne, et des essais avec des lecteurs d'écran.
accessibility-contact = Contact
accessibility-contact-text = Si une page vous est inaccessible, dites-le à la personne qui administre ce service. Sans réponse satisfaisante, vous pouvez saisir le
problem-text = Les réponses de type /problems/{ $slug } portent le statut HTTP { $status }. Leur membre « detail » dit ce qui s'est passé, « hint » ce qu'il convient de faire.

verify-checked = Vérifié le { $time }.
verify-unknown = Aucun certificat « { $id } » n'a été délivré ici. Si vous en avez le fichier, déposez-le ci-dessous.
verify-erased = Ce certificat a bien été délivré ici ; son titulaire a depuis fait effacer son compte, et nous n'en avons plus le fichier. Celui que le titulaire a gardé se vérifie toujours : déposez-le ci-dessous.
verify-no-file = Choisissez d'abord un fichier.
verify-bad-email = L'adresse électronique est mal écrite : elle a la forme nom@exemple.fr.
verify-link-withdrawn = Le lien de partage est expiré ou a été retiré : le nom du titulaire n'est pas affiché.
verify-certificate = Le certificat
verify-picture = Image du certificat, dont le contenu est repris ci-dessous
verify-title = Intitulé
verify-holder = Titulaire
verify-holder-hidden = non affiché ; le titulaire peut donner un lien qui montre son nom
verify-issuer = Émetteur, d'après notre registre
verify-issuer-unknown = inconnu
verify-awarded = Obtenu le
verify-issued = Délivré le
verify-until = Valable jusqu'au
verify-attests = Ce qu'il atteste
verify-steps = Les onze contrôles
verify-hand-in = Déposer un fichier
verify-file = Certificat (JSON, PDF, PNG, SVG ou lot hors ligne ; 8 Mio au plus)
verify-email = Adresse électronique du titulaire (facultatif : vérifie que le certificat est bien le sien)
verify-do = Vérifier
verify-nothing-kept = Rien de ce que vous déposez n'est conservé.
verify-without-us = Vérifier sans nous
answer-passed = vérifié
answer-failed = refusé
answer-not_checked = non contrôlé
answer-unknown = inconnu
criteria = Critères
achievement-version = Version { $version }, publiée par { $issuer } ; une version publiée ne change jamais.
achievement-required = Score requis : { $percent } %
alignments = Correspondances

api-title = L'API de Spyrales
api-text = Cette page est la forme lisible d'un document OpenAPI 3.1 (descriptions en anglais). Les réponses sont en français, ou en anglais avec « Accept-Language: en » ; les erreurs sont des application/problem+json (RFC 9457).
api-addresses = Adresses
api-with-token = avec un jeton
api-parameters = Paramètres
api-name = Nom
api-place = Où
api-required = Requis
api-description = Description
api-body = Corps :
api-answers = Réponses
api-status = Statut
yes = oui
no = non

do-run = Exécuter
run = Exécution
run-going = Exécution en cours…
run-done = Votre code s'est exécuté.
run-stopped = Votre code s'est arrêté.
run-not-graded = Rien n'a été vérifié, et cela ne compte pas comme une vérification.
run-silent = Il n'affiche rien : ajoutez un print, ou regardez ses variables.
run-figure = Figure { $n }, dessinée par votre programme
run-variables = { $n ->
    [one] Une variable
   *[other] { $n } variables
}
run-variables-table = Variables
run-name = Nom
run-class = Type
run-value = Dimensions ou valeur

nav-path = Mon chemin
path-goal = Je veux savoir…
path-choose = Choisissez un but
path-language = Plutôt en
path-show = Montrer le chemin
path-steps = Les étapes
placement = Sauter ce que vous savez déjà
placement-text = Essayez cet exercice : si vous réussissez, les étapes qui y mènent sont sautées. { $asked } exercices essayés sur ce chemin, { $most } au plus.
placement-sign-in = Connectez-vous, et quelques exercices montreront ce que vous savez déjà.
placement-done = Plus rien à deviner : commencez à la première étape ouverte.
step-reached = Atteint
step-shown = Déjà su
step-open = À faire
step-empty = Pas encore d'exercice
