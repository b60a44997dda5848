import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import type { OcapiReleases } from '../../src/wire/ocapi.ts'
import { lookInside } from '../setup/service.ts'
import type { ChallengeReply } from '../../src/wire/api.ts'
import { findChallenge, pressCheckbox } from '../hcaptcha/solve.ts'
import { launchBrowser } from './shared-browser.ts'
import { startPartner } from './partner.ts'
import { leave } from './visitor.ts'
import { startPhp, type PhpSite } from './php-site.ts'

const program = fileURLToPath(new URL('../../bin/incipit', import.meta.url))
const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url))
const patienceMs = 15_000

const sources = {
  'real-pages/ocrd-kant-1784': 'CC-BY-SA-4.0',
  'real-pages/stanford-memorials-1905': 'CC-BY-4.0',
  'line-crops/rasam-arabic-words': 'Apache-2.0',
  'classification/usda-pomological-watercolors': 'CC-PDM-1.0',
}

describe('a challenge of real archive images', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-'))
  const stops: (() => unknown)[] = []
  let url = ''
  let integrity = ''
  let store: Store
  let browser: Browser

  const run = (...argv: string[]) => {
    const { stdout, stderr, status } = spawnSync(program, [...argv, '--data', dataDir, '--json'])
    assert.equal(status, 0, String(stderr))
    return JSON.parse(String(stdout)) as Record<string, string>
  }

  before(async () => {
    assert.ok(existsSync(corpora), 'The corpora are missing: this suite reads ../shared/corpora.')
    for (const [path, licence] of Object.entries(sources)) {
      const rights = ['--licence', licence, '--credit', `From ${path}`]
      run('corpus', 'import', join(corpora, path), '--corpus', path, ...rights)
    }
    const argv = ['serve', '--port', '0', '--data', dataDir, '--log-level', 'error']
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
    stops.push(() => child.kill('SIGTERM'))
    url = await new Promise<string>((resolve) => {
      child.stdout.on('data', (chunk) => {
        const found = /listens on (\S+)/.exec(String(chunk))?.[1]
        if (found) resolve(found)
      })
    })
    const list = (await (await fetch(`${url}/ocapi/releases.json`)).json()) as OcapiReleases
    integrity = list.releases.find(({ status }) => status === 'stable')?.integrity ?? ''
    store = openStore({ dataDir, clock: Date.now, random: randomBytes })
    browser = await launchBrowser()
  })

  after(async () => {
    await browser.close()
    for (const stop of stops) await stop()
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const visit = async (corpus: string): Promise<[PhpSite, Page]> => {
    const site = run('site', 'add', 'Reading room', '--corpus', corpus)
    const { client_id: clientId = '', private_id: privateId = '' } = site
    const partner = await startPhp({ url, clientId, privateId, integrity })
    stops.push(() => partner.stop())
    const page = await browser.newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(partner.origin)
    await page.getByLabel('Email').fill('a@b.example')
    await page.getByRole('button', { name: 'Another challenge' }).waitFor()
    return [partner, page]
  }

  const solve = async (page: Page | FrameLocator, id: string): Promise<void> => {
    const challenge = await lookInside(store, id)
    for (const [n, { role, label }] of challenge.items.entries()) {
      if (challenge.kind === 'transcription')
        await page.getByLabel(`Text ${n + 1}`, { exact: true }).fill(label ?? 'cannot read it')
      else if (role === 'known' && label === challenge.keyword)
        await page.getByRole('button', { name: `Picture ${n + 1}` }).click()
    }
    await page.getByRole('button', { name: 'Validate' }).click()
  }
  const countLabels = async (corpus: string, id: string): Promise<number> => {
    const labels = await store.answers.listLabels('main', corpus, 100)
    return labels.filter(({ challengeId }) => challengeId === id).length
  }

  for (const corpus of Object.keys(sources)) {
    test(`from ${corpus} is solved and accepted by the PHP site, and its label is stored`, async () => {
      const [, page] = await visit(corpus)
      // Pictures that came with the challenge are drawn on a canvas.
      const drawn = await page.locator('img, #ocapi-challenge canvas').count()
      await page.evaluate(
        'Promise.all([...document.getElementById("ocapi-challenge").shadowRoot.querySelectorAll("img")].map((image) => image.decode()))',
      )
      assert.ok(drawn === 2 || drawn === 9)
      const id = await page.locator('input[name=ocapi-challenge-id]').inputValue()
      await solve(page, id)
      await page.getByText('That is right, thank you.').waitFor()
      await page.getByText(`From ${corpus}`).waitFor()
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText('Thank you. We will write to a@b.example.').waitFor()
      assert.equal(await countLabels(corpus, id), drawn === 2 ? 1 : 2)
    })

    test(`from ${corpus} is solved beside a checkbox, its token is redeemed, and its label is stored`, async () => {
      const { sitekey = '', secret = '' } = run('site', 'add', 'Shop', '--corpus', corpus)
      const partner = await startPartner()
      stops.push(() => partner.stop())
      partner.page = {
        script: `<script src="${url}/1/api.js?hl=en"></script>`,
        placeholder: `<div class="h-captcha" data-sitekey="${sitekey}"></div>`,
      }
      const page = await browser.newPage()
      page.setDefaultTimeout(patienceMs)
      await page.goto(partner.origin)
      const asked = page.waitForResponse(`${url}/api/challenge`)
      await pressCheckbox(page)
      // Its pictures may follow after a zero byte, if all were drawn ahead: a test that read all of it as JSON
      // failed whenever the stock was quick.
      const [json = ''] = String(await (await asked).body()).split('\0')
      const reply = JSON.parse(json) as ChallengeReply
      assert.ok('challenge' in reply)
      const { challenge_id: id, images } = reply.challenge
      await findChallenge(page).getByText(`From ${corpus}`).waitFor()
      assert.equal(await findChallenge(page).locator('img, canvas').count(), images.length)
      await solve(findChallenge(page), id)
      await page.waitForFunction('hcaptcha.getResponse()')
      await leave(page, () => page.getByRole('button', { name: 'Send' }).click())
      const [sent = []] = partner.sent
      const response = Object.fromEntries(sent)['h-captcha-response'] ?? ''
      const body = new URLSearchParams({ secret, response, sitekey })
      const checked = await fetch(`${url}/siteverify`, { method: 'POST', body })
      assert.equal(((await checked.json()) as { success: boolean }).success, true)
      assert.equal(await countLabels(corpus, id), images.length === 2 ? 1 : 2)
    })
  }
})
