/** A line or word of a page; `at` are its points. */
export type Region = { id?: string; at: string; text?: string; conf?: string; words?: Region[] }

function equiv({ text = '', conf }: Region): string {
  return `<TextEquiv${conf ? ` conf="${conf}"` : ''}><Unicode>${text}</Unicode></TextEquiv>`
}

function part(name: string, region: Region): string {
  return `<${name} id="${region.id ?? ''}"><Coords points="${region.at}"/>${(region.words ?? [])
    .map((word) => part('Word', word))
    .join('')}${equiv(region)}</${name}>`
}

/** A PAGE file with some lines. */
export function page(
  lines: Region[],
  { name = '1.png', width = 1000, height = 1000 } = {},
): string {
  return `<PcGts><Page imageFilename="${name}" imageWidth="${width}" imageHeight="${height}"><TextRegion>${lines
    .map((line) => part('TextLine', line))
    .join('')}</TextRegion></Page></PcGts>`
}

/** The points of a rectangle. */
export function at(x: number, y: number, width = 200, height = 40): string {
  return `${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height}`
}
