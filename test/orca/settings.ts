/**
 * What is set otherwise than Orca comes: it says characters once they are in the field, in place of keys that are
 * pressed, so that whoever types can wait for each.
 */
export const orcaSettings = {
  general: {},
  profiles: {
    default: {
      profile: ['Default', 'default'],
      enableKeyEcho: false,
      enableEchoByCharacter: true,
    },
  },
  pronunciations: {},
  keybindings: {},
}

/** What is set otherwise than Firefox comes: it is read from the beginning, and opens and asks nothing of its own. */
export const firefoxPreferences: Readonly<Record<string, string | number | boolean>> = {
  'accessibility.force_disabled': -1,
  'browser.aboutwelcome.enabled': false,
  'browser.newtab.preload': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.translations.enable': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'signon.rememberSignons': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'intl.accept_languages': 'en-GB, en',
}
