import { pageStyle } from '../page-style.ts'

/** The look of the page without scripts: that of the challenge, for a frame as narrow as 300 pixels. */
export const fallbackStyle = `${pageStyle}
main{max-width:34rem;padding:1rem}
h1{margin:0 0 .5rem;font-size:1.2rem}
fieldset{margin:0;padding:0;border:0;min-width:0}
legend{padding:0 0 .75rem;font-weight:600}
.status{display:flex;align-items:baseline;padding:.6rem .8rem;border:1px solid currentColor;border-inline-start-width:.35rem;border-radius:.5rem;font-weight:600}
.right{color:var(--right)}
.wrong{color:var(--wrong)}
.right::before{content:'';flex:none;width:.4em;height:.75em;margin-inline-end:.6em;border:solid;border-width:0 .16em .16em 0;transform:rotate(40deg)}
.wrong::before{content:'!';flex:none;width:1.5em;height:1.5em;margin-inline-end:.6em;border:.12em solid;border-radius:50%;line-height:1.25;text-align:center}
.texts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:1rem}
.tiles{display:grid;grid-template-columns:repeat(3,minmax(44px,1fr));gap:.5rem}
.texts img,.tiles img{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:.4rem;background:#fff}
audio{display:block;width:100%}
.texts label,.code label{display:block;margin-block:.5rem .25rem;color:var(--quiet);font-size:.9rem}
.tiles label{position:relative;display:block}
.tiles img{aspect-ratio:1;object-fit:cover}
.tiles input{position:absolute;inset-block-start:.3rem;inset-inline-end:.3rem;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--accent)}
.tiles :checked+img{outline:3px solid var(--accent);outline-offset:1px}
.tiles :focus-visible+img{outline:3px solid var(--accent);outline-offset:3px}
input[type=text],textarea,select,button{width:100%;min-height:2.75rem;padding:.3rem .7rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--paper);color:inherit;font:inherit}
textarea{resize:vertical;font:.9rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
button{width:auto;cursor:pointer}
button:hover{border-color:var(--ink)}
.send{border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:600}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem;margin-block:1rem .5rem}
.buttons button{flex:1 1 auto}
details .buttons{margin-block:.5rem}
summary,.credits,footer{color:var(--quiet);font-size:.9rem}
.credits p{margin:0}
footer{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
footer a{display:inline-block;padding-block:.6rem}
`
