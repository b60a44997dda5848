import { createHash } from 'node:crypto'

/** The look of all pages for people, light and dark. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#22201c;--paper:#fbf9f5;--line:#cfc8ba;--accent:#7a2e1d}
@media (prefers-color-scheme:dark){:root{--ink:#ece7dd;--paper:#1b1a18;--line:#4a463e;--accent:#e39a86}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 1rem;font:1.0625rem/1.5 Georgia,"Times New Roman",serif;color:var(--ink);background:var(--paper)}
main{max-width:40rem;margin:0 auto}
h1{font-size:1.6rem;line-height:1.2;margin:1rem 0 .5rem;font-weight:normal}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;border-bottom:1px solid var(--line)}
nav a{padding:.6rem 0;color:inherit}
nav a[aria-current]{text-decoration:none;border-bottom:3px solid var(--accent)}
`

/** The source of a policy that allows an inline style. */
export function styleSource(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`
}
