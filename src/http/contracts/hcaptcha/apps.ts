import type { Site } from '../../../model/site.ts'

const appLabel = /^(.+)\.(?:android-sdk|ios-sdk|react-native)\.hcaptcha\.com$/

/** Says whether a host is the label of an app that uses this site (docs/site/siteverify.md). */
export function isAppOf(site: Site, host: string): boolean {
  return appLabel.exec(host)?.[1] === site.sitekey.toLowerCase()
}
