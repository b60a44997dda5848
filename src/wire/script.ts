/** `GET /1/releases.json`: the scripts of hCaptcha's contract as this build has them, at addresses that stay. */
export type ScriptReleases = {
  /** `api.js`; a site that pins its integrity loads it from `path`. */
  api: { version: string; path: string; integrity: string; sizeBytes: number }
  /** The challenge's document; `sizeBytes` counts the script it loads, too. */
  frame: { version: string; path: string; sizeBytes: number }
}
