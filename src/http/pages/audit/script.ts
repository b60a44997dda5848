/** For how long a state is held: the time for an answer, in place of the service's. */
const heldSeconds = 86_400
const givesUpMs = 20_000

/**
 * Brings the widget of its page into a state and holds it: real scripts, of which only what the service says is
 * replaced, and the clock where a state would pass by itself. Where it is reached, `main` gets `data-reached`.
 */
export const auditScript = `
const main = document.querySelector('main')
const { contract } = main.dataset
const steps = JSON.parse(main.dataset.steps)
const replies = JSON.parse(main.dataset.replies)
const reached = JSON.parse(main.dataset.until)
const wait = (find) => new Promise((resolve) => {
  const look = () => {
    const found = find()
    if (found) resolve(found)
    else setTimeout(look, 50)
  }
  look()
})
const reply = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const seconds = replies.seconds ?? 3600
const says = {
  nothing: () => new Promise(() => {}),
  'no-connection': () => Promise.reject(new TypeError('no connection')),
  'too-many': async () => reply({ error: 'rate_limited', message: 'Too many requests.' }, 429),
  'no-way': async () => reply({ error: 'no_way', message: 'Not by this way.' }, 404),
  right: async () => reply({
    pass: { token: 'P1_audit', key: 'audit', expires_in_seconds: seconds },
    state: 'validated',
    expires_in_seconds: seconds,
  }),
}
async function change(asked) {
  const given = await asked
  const bytes = new Uint8Array(await given.arrayBuffer())
  const end = bytes.indexOf(0)
  const json = JSON.parse(new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)))
  const challenge = json.challenge ?? json
  if (given.ok) challenge.expires_in_seconds = ${heldSeconds}
  if (challenge.work) challenge.work.floor_seconds = replies.work ? 0 : ${heldSeconds}
  if (replies.thanks) challenge.thanks = [replies.thanks]
  const rest = end < 0 ? [] : [bytes.subarray(end)]
  return new Response(new Blob([JSON.stringify(json), ...rest]), { status: given.status })
}
let isEnding = replies.isEnding
function replaceClock(view) {
  const start = view.setTimeout.bind(view)
  view.setTimeout = (run, ms, ...values) => {
    // After so long the widget gives up.
    if (replies.ask === 'nothing' && ms === ${givesUpMs}) return 0
    const isNotice = isEnding && ms > ${heldSeconds / 2} * 1000 && ms < ${heldSeconds} * 1000
    if (isNotice) isEnding = false
    // After a quarter of the time, Ocapi's widget loads what announces the end.
    const isLoad = replies.isEnding && ms === ${(heldSeconds / 4) * 1000}
    return start(run, isNotice || isLoad ? 0 : ms, ...values)
  }
}
let times = 0
function replace(view) {
  view.isReplaced = true
  const ask = view.fetch.bind(view)
  view.fetch = (url, options) => {
    const { pathname } = new URL(url, location)
    const isAnswer = /[/]api[/]answer$|[/]challenge[/][^/]+[/][^/]+$/.test(pathname)
    const isAsked = /[/]api[/]challenge$|[/]challenge[/][^/]+$/.test(pathname)
    if (isAnswer && replies.answer) return says[replies.answer]()
    if (!isAsked) return ask(url, options)
    times += 1
    const said = replies.ask ?? (times > 1 ? replies.next : null)
    return said ? says[said]() : change(ask(url, options))
  }
  replaceClock(view)
  // In the frame, thanks stand only for a moment.
  if (replies.thanks && view !== window) {
    const listen = view.addEventListener.bind(view)
    view.setInterval = () => 0
    view.addEventListener = (type, ...values) => type === 'blur' || listen(type, ...values)
  }
}
// A frame that has loaded asks in a task of its own, so that it is replaced before.
const seen = new Set()
function watch(root) {
  const look = () => {
    for (const one of root.querySelectorAll('iframe[src]')) {
      if (seen.has(one)) continue
      seen.add(one)
      one.addEventListener('load', () => replace(one.contentWindow))
    }
  }
  new MutationObserver(look).observe(root, { childList: true, subtree: true })
  look()
}
const box = () => document.querySelector('.place iframe')?.contentDocument
const rootIn = (frame) => frame?.contentDocument?.body?.firstElementChild?.shadowRoot
const own = () => document.querySelector('#ocapi-challenge')?.shadowRoot
const challenge = () => contract === 'ocapi'
  ? rootIn(own()?.querySelector('iframe')) ?? own()
  : rootIn(document.querySelector('dialog iframe'))
const choose = async (place) => {
  const button = await wait(() => [...challenge().querySelectorAll('.ways button')].at(place))
  button.click()
}
const take = {
  async press() {
    const button = await wait(() => box()?.querySelector('[role=checkbox]:has(span:not(:empty))'))
    button.focus()
    const frame = await wait(() => document.querySelector('dialog iframe'))
    await wait(() => frame.contentWindow?.isReplaced)
    button.click()
  },
  show: () => wait(() => challenge()?.querySelector('.main:not([hidden])') &&
    (contract === 'ocapi' || document.querySelector('dialog:modal'))),
  fill() {
    const fields = challenge().querySelectorAll('.content input:not([type=checkbox])')
    for (const field of fields) {
      field.value = 'incipit'
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const tiles = challenge().querySelectorAll('.tile')
    for (const tile of [tiles[0], tiles[4]]) tile?.click()
  },
  slow: () => challenge().querySelector('.content [aria-pressed]').click(),
  send: () => challenge().querySelector('.main:not([hidden])').click(),
  report: () => challenge().querySelector('details').setAttribute('open', ''),
  async extend() {
    const button = await wait(() => challenge().querySelector('.alert button'))
    button.click()
  },
  ear: () => choose(-2),
  neither: () => choose(-1),
}
async function begin() {
  for (const step of steps) await take[step]()
  await wait(() => (reached.in === 'box' ? box() : challenge())?.querySelector(reached.selector))
  main.dataset.reached = ''
}
// After two seconds the widget looks whether its frame can be loaded; at its own origin it takes it for one that cannot.
function holdBusy() {
  const ask = fetch.bind(window)
  window.fetch = (url, options) => {
    const isFrame = replies.ask === 'nothing' && String(url).endsWith('challenge.html')
    return isFrame ? says.nothing() : ask(url, options)
  }
}
watch(document)
if (contract !== 'ocapi') {
  replaceClock(window)
  holdBusy()
} else {
  replace(window)
  void wait(own).then(watch)
}
begin()
`
