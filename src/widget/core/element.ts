/** Makes an element with its attributes and children, as nodes only: no markup is ever parsed. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** Makes a button that sends no form. */
export function makeButton(
  className: string,
  onPress: (() => void) | null,
  text = '',
): HTMLButtonElement {
  const button = make('button', { type: 'button', class: className }, [text])
  if (onPress) button.addEventListener('click', onPress)
  return button
}
