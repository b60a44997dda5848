import { pageStyle } from './page-style.ts'

/** The look of the demonstration's page: one column, or two where there is room. */
export const demoStyle = `${pageStyle}
main>p{max-width:46rem}
.columns{display:grid;gap:1.25rem;margin-top:1.25rem}
.columns>*{min-width:0}
.label{margin:0 0 .25rem;color:var(--quiet);font-size:.9rem}
ul{display:grid;gap:.5rem;margin:0;padding:0;list-style:none}
.kinds{display:flex;flex-wrap:wrap}
.kinds li{flex:1 1 auto}
li a{display:flex;align-items:center;justify-content:center;height:100%;min-height:2.75rem;padding:.4rem .6rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper);color:inherit;text-align:center;text-decoration:none}
li a:hover{border-color:var(--ink)}
li a[aria-current]{border-color:var(--accent);outline:1px solid var(--accent);font-weight:600}
li a[aria-current]::before,.outcome.right::before{content:'';flex:none;width:.4em;height:.75em;margin-inline-end:.6em;border:solid currentColor;border-width:0 .16em .16em 0;transform:rotate(40deg)}
li a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.card{padding:1.25rem min(1.5rem,5vw);border:1px solid var(--line);border-radius:.75rem;background:var(--paper)}
label{display:block;margin-block:.75rem .25rem;color:var(--quiet);font-size:.9rem}
input{width:100%;min-height:2.75rem;padding:.3rem .7rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper);color:inherit;font:inherit}
.challenge{margin-block:1rem;min-height:5rem}
.challenge:has(iframe) .waiting{display:none}
.waiting,#ocapi-challenge{color:var(--quiet)}
noscript p{margin-block:1rem}
@media (scripting:none){.challenge{display:none}}
button{min-height:2.75rem;padding:.4rem 1.1rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper);color:inherit;font:inherit;cursor:pointer}
button:hover{border-color:var(--ink)}
.send{border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:600}
.outcome{display:flex;align-items:baseline;margin-block:.75rem;padding:.75rem 1rem;border:1px solid currentColor;border-inline-start-width:.35rem;border-radius:.5rem;font-weight:600}
.right{color:var(--right)}
.wrong{color:var(--wrong)}
.wrong::before{content:'!';flex:none;width:1.5em;height:1.5em;margin-inline-end:.6em;border:.12em solid;border-radius:50%;line-height:1.25;text-align:center}
.asked{margin-block:1rem -.75rem;border-top:1px solid var(--line)}
.asked summary{color:var(--quiet)}
pre{margin:0 0 .75rem;padding:.7rem .8rem;border:1px solid var(--line);border-radius:.5rem;background:var(--ground);font:.875rem/1.5 ui-monospace,monospace;text-align:start;white-space:pre-wrap;overflow-wrap:anywhere}
code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
pre code{font:inherit}
.lines{display:grid;grid-template-columns:1fr auto;gap:1rem;align-items:end;margin:1rem 0 .4rem}
.lines p{margin:0}
.quiet{margin:0;color:var(--quiet);font-size:.9rem}
@media (min-width:18em){.contracts{grid-template-columns:1fr 1fr}}
@media (min-width:44em){.contracts{grid-template-columns:repeat(4,1fr)}}
@media (min-width:62em){.columns{grid-template-columns:1fr 1fr;align-items:start}.card{padding:1.5rem}}
@media (forced-colors:active){li a[aria-current]{outline:3px solid Highlight}}
`
