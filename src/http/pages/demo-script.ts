/**
 * What the demonstration's page does by itself: a widget gets the page's dark colours, the lines to copy get the
 * address that the visitor has used, and each gets a button that copies it. Without it nothing else is lost.
 */
export const demoScript = `
const main = document.querySelector('main')
if (matchMedia('(prefers-color-scheme: dark)').matches)
  for (const place of main.querySelectorAll('[data-sitekey]')) place.dataset.theme = 'dark'
const base = new URL(main.dataset.root + '/', location).href.slice(0, -1)
for (const pre of main.querySelectorAll('pre[id]'))
  pre.textContent = pre.textContent.replaceAll(main.dataset.base, base)
for (const button of navigator.clipboard ? main.querySelectorAll('[data-copy]') : []) {
  const { textContent } = button
  const text = document.getElementById(button.dataset.copy).textContent
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text)
    button.textContent = main.dataset.copied
    setTimeout(() => { button.textContent = textContent }, 2000)
  })
}
`
