import sharp from 'sharp'

/** Draws the picture of a stub challenge by its name: a line of writing, or a small scene. */
export async function drawPicture(name: string): Promise<Buffer> {
  const svg = name.startsWith('text') ? drawText(name) : drawTile(name)
  return sharp(Buffer.from(svg)).webp().toBuffer()
}

function drawText(name: string): string {
  const [, index] = name.split('-')
  const words = name.endsWith('rtl') ? ['كتاب قديم', 'باب الماء'] : ['le 4 Janvier', 'Marguerite']
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="160">
    <rect width="600" height="160" fill="#ece2c9"/>
    <rect y="124" width="600" height="2" fill="#b9a98a"/>
    <text x="300" y="112" font-size="84" font-family="serif" font-style="italic"
      text-anchor="middle" fill="#3d2c1c">${words[Number(index)] ?? ''}</text></svg>`
}

function drawTile(name: string): string {
  const index = Number(name.split('-')[1])
  const hue = (index * 40 + 20) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200">
    <rect width="200" height="200" fill="hsl(${hue} 28% 78%)"/>
    <path d="M0 150 L60 ${70 + index * 6} L110 130 L150 90 L200 150 V200 H0Z" fill="hsl(${hue} 25% 45%)"/>
    <circle cx="${40 + index * 14}" cy="45" r="20" fill="hsl(${hue} 45% 92%)"/></svg>`
}
