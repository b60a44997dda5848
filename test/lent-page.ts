/** A line or word of a page; `at` are its points. */
export type Region = { id?: string; at: string; text?: string; conf?: string; words?: Region[] }

const equiv = ({ text = '', conf }: Region): string =>
  `<TextEquiv${conf ? ` conf="${conf}"` : ''}><Unicode>${text}</Unicode></TextEquiv>`

const part = (name: string, region: Region): string =>
  `<${name} id="${region.id ?? ''}"><Coords points="${region.at}"/>${(region.words ?? [])
    .map((word) => part('Word', word))
    .join('')}${equiv(region)}</${name}>`

/** A PAGE file of these lines. */
export const page = (
  lines: Region[],
  { name = '1.png', width = 1000, height = 1000 } = {},
): string =>
  `<PcGts><Page imageFilename="${name}" imageWidth="${width}" imageHeight="${height}"><TextRegion>${lines
    .map((line) => part('TextLine', line))
    .join('')}</TextRegion></Page></PcGts>`

/** The points of a rectangle. */
export const at = (x: number, y: number, width = 200, height = 40): string =>
  `${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height}`
