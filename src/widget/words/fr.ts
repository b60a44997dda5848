import type { Words } from './words.ts'

/** French; a sign that stands apart from its word stays on the word's line. */
export const fr: Words = {
  title: 'Vérifions que vous êtes humain',
  loading: 'Chargement d’un défi…',
  checking: 'Vérification…',
  typeTexts: 'Saisissez le texte que vous lisez dans chaque image',
  text: 'Texte {number}',
  textPicture: 'Image du texte {number}',
  textMissing: 'Saisissez un texte pour chaque image, ou demandez un autre défi.',
  choosePictures: 'Choisissez toutes les images qui montrent\u00a0: {keyword}',
  picture: 'Image {number}',
  pictureMissing: 'Choisissez au moins une image, ou demandez un autre défi.',
  validate: 'Valider',
  another: 'Un autre défi',
  anotherShown: 'Voici un autre défi.',
  right: 'C’est juste, merci. Vous pouvez envoyer le formulaire.',
  wrong: 'Ce n’était pas juste. Voici un autre défi.',
  gone: 'Ce défi avait déjà servi ou était trop ancien. En voici un autre.',
  expired: 'Du temps a passé. Merci de répondre une nouvelle fois.',
  unreachable: 'Le service de défis ne répond pas. Merci de réessayer dans un instant.',
  'unknown-site':
    'Aucun défi ne peut être affiché\u00a0: le service ne connaît pas ce site. Merci de le signaler aux responsables du site.',
  misconfigured:
    'Aucun défi ne peut être affiché\u00a0: cette page est mal configurée. Merci de le signaler aux responsables du site.',
  'no-items':
    'Aucun défi ne peut être affiché\u00a0: le service n’a rien à demander ici. Merci de le signaler aux responsables du site.',
  'too-many': 'Il y a eu trop d’essais. Merci de patienter un peu, puis de réessayer.',
  pictureFailed: 'Une image n’a pas pu être chargée.',
  report: 'Signaler une image',
  unreadable: 'Personne ne peut la lire',
  inappropriate: 'Elle n’a pas sa place ici',
  reported: 'Merci. Voici un autre défi.',
  tryAgain: 'Réessayer',
  close: 'Fermer',
  round: 'Manche {round} sur {rounds}.',
  roundRight: 'C’est juste\u00a0!',
  roundWrong: 'Ce n’était pas juste.',
  score: 'Votre score\u00a0: {passed} sur {rounds}.',
  playAgain: 'Rejouer',
}
