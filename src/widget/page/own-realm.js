// What seems unused is used by the code that the build puts after this.
/* oxlint-disable no-unused-vars */

// The build puts this before a script for pages and has it call `callOwn` for every built-in method
// (build/own-references.ts): a page's libraries may have changed, deleted or shadowed any, before us or after us.

// As a page's array can no longer be trusted, nothing here iterates.
const ownNames = [
  'Array',
  'String',
  'Map',
  'NodeList',
  'URLSearchParams',
  'HTMLDocument',
  'XMLDocument',
  'HTMLElement',
  'ShadowRoot',
]
const ownPrototypes = { __proto__: null }

// A frame that has just been made has built-ins that nobody has touched. What is taken now works once it is gone.
const ownFrame = document.createElement('iframe')
document.documentElement.appendChild(ownFrame)
let ownView = window
try {
  if (ownFrame.contentWindow.Object) ownView = ownFrame.contentWindow
} catch {
  // A page without an origin may not look into it.
}
const {
  JSON: ownJSON,
  Map: ownMap,
  Math: ownMath,
  Object: ownObject,
  Reflect: ownReflect,
} = ownView
const toOwnText = ownObject.prototype.toString
for (let index = 0; index < ownNames.length; index += 1)
  ownPrototypes[`[object ${ownNames[index]}]`] = ownView[ownNames[index]].prototype
ownFrame.parentNode.removeChild(ownFrame)
// But what a realm that is gone is to call back later, it never does.
const ownPromise = /* @__PURE__ */ (async () => {})().constructor
const { addEventListener, removeEventListener } = EventTarget.prototype

/** Calls a method of what nobody has touched; one of ours, or of the page, where that has none of the name. */
function callOwn(target, name, ...values) {
  const tag = ownReflect.apply(toOwnText, target, [])
  const own = ownPrototypes[tag] ?? ownPrototypes['[object HTMLElement]']
  return ownReflect.apply(name in own ? own[name] : target[name], target, values)
}

/** The same for its listeners, as what has them need be no element. */
function listenOwn(target, ...values) {
  ownReflect.apply(addEventListener, target, values)
}

function unlistenOwn(target, ...values) {
  ownReflect.apply(removeEventListener, target, values)
}

function iterateOwn(list) {
  return callOwn(list, Symbol.iterator)
}
