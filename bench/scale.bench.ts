import { spawn } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { keepResult, quantile, startServices } from './services.ts'

/**
 * The cost of a corpus by its size: memory, time and disk space of its import and of a second import that finds
 * nothing new, and challenges issued per second. `npm run bench -- scale 10000 100000 1000000` names the sizes;
 * making the pages is not counted.
 */

const program = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const columns = 20
const rows = 50
const cell = { widthPixels: 100, heightPixels: 48 }
const wordsPerPage = columns * rows
const rounds = 5
const roundMs = 3_000
const concurrency = 32
const sizes = process.argv.slice(2).map(Number)
const defaultSizes = [1_000, 10_000]
const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Pseudo-random numbers, the same in every run. */
function openChance(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}

type Word = { text: string; x: number; y: number; width: number; height: number }

function makeWords(chance: () => number): Word[] {
  return Array.from({ length: wordsPerPage }, (_, n) => ({
    text: Array.from({ length: 5 + Math.floor(chance() * 4) }, () =>
      letters.charAt(Math.floor(chance() * letters.length)),
    ).join(''),
    x: (n % columns) * cell.widthPixels + 6,
    y: Math.floor(n / columns) * cell.heightPixels + 8,
    width: 86,
    height: 32,
  }))
}

// Every seventh word has no text, as if a machine could not read it.
function toAlto(words: readonly Word[], width: number, height: number): string {
  const strings = words.map(({ text, x, y, width: w, height: h }, n) => {
    const content = n % 7 === 0 ? '' : text
    const place = `HPOS="${x}" VPOS="${y}" WIDTH="${w}" HEIGHT="${h}"`
    return `<TextLine ID="l${n}" ${place}><String ID="w${n}" ${place} CONTENT="${content}"/></TextLine>`
  })
  return `<alto><Layout><Page WIDTH="${width}" HEIGHT="${height}"><PrintSpace><TextBlock>${strings.join('')}</TextBlock></PrintSpace></Page></Layout></alto>`
}

function drawPage(words: readonly Word[], chance: () => number, width: number): Buffer {
  const grey = Buffer.alloc(width * rows * cell.heightPixels, 232)
  for (const word of words)
    for (let stroke = 0; stroke < 24; stroke += 1) {
      const x = word.x + Math.floor(chance() * (word.width - 4))
      const from = word.y + Math.floor(chance() * 12)
      const to = from + 6 + Math.floor(chance() * 12)
      for (let y = from; y < to; y += 1) grey.fill(40, y * width + x, y * width + x + 3)
    }
  return grey
}

async function makeCorpus(folder: string, items: number): Promise<void> {
  const [width, height] = [columns * cell.widthPixels, rows * cell.heightPixels]
  mkdirSync(folder)
  for (let page = 0; page * wordsPerPage < items; page += 1) {
    const chance = openChance(page + 1)
    const words = makeWords(chance)
    const name = join(folder, `page-${String(page).padStart(5, '0')}`)
    const raw = { width, height, channels: 1 as const }
    await sharp(drawPage(words, chance, width), { raw })
      .png()
      .toFile(`${name}.png`)
    writeFileSync(`${name}.xml`, toAlto(words, width, height))
  }
}

const printPeak = `process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`

type Run = { seconds: number; peak_rss_mb: number; added: number }

function importOnce(folder: string, dataDir: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    const rights = ['--licence', 'CC0-1.0', '--credit', 'Nobody', '--data', dataDir, '--json']
    const argv = ['corpus', 'import', folder, '--corpus', 'scale', ...rights]
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(printPeak)}`
    const child = spawn(program, argv, { env: { ...process.env, NODE_OPTIONS } })
    const output = { out: '', err: '' }
    child.stdout.on('data', (chunk) => (output.out += String(chunk)))
    child.stderr.on('data', (chunk) => (output.err += String(chunk)))
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(output.err))
      const { added } = JSON.parse(output.out) as { added: number }
      const peak = Number(/peak (\d+)$/.exec(output.err)?.[1]) / 1024
      const seconds = Number(((performance.now() - begin) / 1000).toFixed(1))
      resolve({ seconds, peak_rss_mb: Math.round(peak), added })
    })
  })
}

function diskOf(folder: string): { files: number; bytes: number } {
  let [files, bytes] = [0, 0]
  for (const path of globSync('**', { cwd: folder })) {
    const found = statSync(join(folder, path))
    if (!found.isFile()) continue
    files += 1
    bytes += found.size
  }
  return { files, bytes }
}

/** Challenges per second, also as a share of the bare server's replies in the same run. */
async function measureIssue(dataDir: string) {
  const services = await startServices(['--shown-known-max', '1000000'], '{}', dataDir)
  const site = services.command('site', 'add', 'bench', '--difficulty', 'easy') as {
    client_id: string
  }
  const measure = async (origin: string, path: string): Promise<number> => {
    const begin = performance.now()
    let done = 0
    const work = async (): Promise<void> => {
      while (performance.now() - begin < roundMs) {
        const { status, body } = await services.send(origin, { method: 'GET', path })
        if (status !== 200) throw new Error(`${path}: ${status} ${body}`)
        done += 1
      }
    }
    await Promise.all(Array.from({ length: concurrency }, work))
    return (done * 1000) / (performance.now() - begin)
  }
  const issued: number[] = []
  const shares: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const bare = await measure(services.bareOrigin, '/')
    const issue = await measure(services.origin, `/v2/challenge/${site.client_id}`)
    issued.push(issue)
    shares.push(issue / bare)
  }
  services.stop()
  return { per_second: Math.round(quantile(issued, 0.5)), share: quantile(shares, 0.5) }
}

async function measureSize(items: number) {
  const root = mkdtempSync(join(tmpdir(), 'incipit-scale-'))
  try {
    const [folder, dataDir] = [join(root, 'in'), join(root, 'data')]
    await makeCorpus(folder, items)
    const first = await importOnce(folder, dataDir)
    const again = await importOnce(folder, dataDir)
    const disk = diskOf(dataDir)
    const issue = await measureIssue(dataDir)
    return { items, first, again, disk, issue }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const measured = []
for (const items of sizes.length > 0 ? sizes : defaultSizes) {
  measured.push(await measureSize(items))
  console.log(JSON.stringify(measured.at(-1)))
}
const least = measured[0]?.issue ?? { per_second: 1, share: 1 }
keepResult({
  bench: 'scale',
  node: process.version,
  processors: cpus().length,
  words_a_page: wordsPerPage,
  sizes: measured.map(({ items, first, again, disk, issue }) => ({
    items,
    import: { ...first, items_a_second: Math.round(first.added / first.seconds) },
    import_again: again,
    disk: { ...disk, bytes_an_item: Math.round(disk.bytes / items) },
    issue: {
      per_second: issue.per_second,
      ratio_to_smallest: Number((issue.per_second / least.per_second).toFixed(3)),
      ratio_beside_bare_http: Number((issue.share / least.share).toFixed(3)),
    },
  })),
})
