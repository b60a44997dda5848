/**
 * Finds the address of this script: of the element that runs it, else of one whose address has this shape. A wrapper
 * may load the script as a module or remove its element, so there is more than one way to find it.
 */
export function findScriptAddress(current: HTMLScriptElement | null, shape: RegExp): URL {
  const ours = [...document.scripts].find(({ src }) => shape.test(src))
  return new URL(current?.src || ours?.src || location.href)
}

/** An absolute base address without a slash at its end; the other where none, or none of http, is given. */
export function readBase(given: unknown, other: string): string {
  return typeof given === 'string' && /^https?:\/\/\w/.test(given)
    ? given.replace(/[/?#]+$/, '')
    : other
}

/** What is before our own path in the script's address, as the service may be under one. */
export function baseOf(url: URL, own: RegExp): string {
  return url.origin + url.pathname.slice(0, own.exec(url.pathname)?.index ?? 0)
}
