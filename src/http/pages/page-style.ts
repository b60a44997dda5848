import { createHash } from 'node:crypto'

/** The look of all pages for people: the colours, letters and corners of the widget, light and dark. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fdfcf9;--paper:#fff;--ink:#22262b;--quiet:#5f5b53;--line:#d9d4c8;--edge:#87827a;--accent:#1d5a68;--on-accent:#fff;--right:#1f6b3a;--wrong:#a3331f}
@media (prefers-color-scheme:dark){:root{--ground:#1d1f22;--paper:#26292d;--ink:#eceae4;--quiet:#b6b2a8;--line:#3d4046;--edge:#83868d;--accent:#8ecbd8;--on-accent:#1d1f22;--right:#8fd6a4;--wrong:#f3a08f}}
*,::before,::after{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
header,main{max-width:66rem;margin-inline:auto;padding-inline:1rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;min-height:3.75rem}
main{padding-block-end:2rem}
.brand{display:inline-flex;align-items:center;gap:.6rem;min-height:2.75rem;color:inherit;font-size:1.1rem;font-weight:600;text-decoration:none}
.brand svg{width:1.75rem;height:1.75rem}
h1{margin:1rem 0 .5rem;font-size:1.75rem;line-height:1.2;font-weight:600}
h2{margin:0 0 .5rem;font-size:1.15rem;line-height:1.3;font-weight:600}
p{margin:0 0 .75rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
summary{min-height:2.75rem;padding-block:.6rem;cursor:pointer}
.languages{position:relative}
.languages summary{list-style:none;padding-inline:.8rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper)}
.languages summary::-webkit-details-marker{display:none}
.languages summary::after{content:'';display:inline-block;width:.45em;height:.45em;margin-inline-start:.6em;border:solid currentColor;border-width:0 .12em .12em 0;transform:translateY(-.2em) rotate(45deg)}
.languages nav{position:absolute;z-index:1;inset-block-start:100%;inset-inline-end:0;margin-top:.25rem;padding:.25rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper)}
.languages a{display:block;min-height:2.75rem;padding:.6rem 1rem;color:inherit}
.languages a[aria-current]{font-weight:600;text-decoration:none}
`

/** The source of a policy that allows an inline style or script. */
export function inlineSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
