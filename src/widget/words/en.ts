import type { Words } from './words.ts'

/** English. */
export const en: Words = {
  title: 'Check that you are human',
  loading: 'Loading a challenge…',
  checking: 'Checking…',
  typeTexts: 'Type the text you read in each picture',
  text: 'Text {number}',
  textPicture: 'Picture of text {number}',
  textMissing: 'Type a text for each picture, or ask for another challenge.',
  choosePictures: 'Choose every picture that shows: {keyword}',
  picture: 'Picture {number}',
  pictureMissing: 'Choose at least one picture, or ask for another challenge.',
  validate: 'Validate',
  another: 'Another challenge',
  anotherShown: 'Here is another challenge.',
  right: 'That is right, thank you. You can send the form.',
  wrong: 'That was not right. Here is another challenge.',
  gone: 'That challenge was already used or too old. Here is another one.',
  expired: 'Some time has passed. Please answer once more.',
  unreachable: 'The challenge service does not answer. Please try again in a moment.',
  'unknown-site':
    'No challenge can be shown: the service does not know this site. Please tell the people who run this site.',
  misconfigured:
    'No challenge can be shown: this page is wrongly set up. Please tell the people who run this site.',
  'no-items':
    'No challenge can be shown: the service has nothing to ask here. Please tell the people who run this site.',
  'too-many': 'There were too many attempts. Please wait a little, then try again.',
  pictureFailed: 'A picture could not be loaded.',
  report: 'Report a picture',
  unreadable: 'Nobody can read it',
  inappropriate: 'It should not be here',
  reported: 'Thank you. Here is another challenge.',
  tryAgain: 'Try again',
  close: 'Close',
  round: 'Round {round} of {rounds}.',
  roundRight: 'That is right!',
  roundWrong: 'That was not right.',
  score: 'Your score: {passed} out of {rounds}.',
  playAgain: 'Play again',
}
