import type { Site } from '../../../model/site.ts'

const appLabel = /^(.+)\.(?:android-sdk|ios-sdk|react-native)\.hcaptcha\.com$/

const vendor = /^(?:.+\.)?hcaptcha\.com$/

/** Says whether a host is the label of an app that uses this site (docs/site/siteverify.md). */
export function isAppOf(site: Site, host: string): boolean {
  return appLabel.exec(host)?.[1] === site.sitekey.toLowerCase()
}

/**
 * Says whether only pages of apps have an origin with this host: the vendor's, which React Native's documentation
 * gives as the base address. Nobody else can publish a page there.
 */
export function isAppOrigin(host: string): boolean {
  return vendor.test(host)
}
