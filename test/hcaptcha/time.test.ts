import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FrameLocator, Locator, Page, Request } from 'playwright-core'
import { pressCheckbox } from './solve.ts'
import { placesOf, setWaysStage } from './ways-stage.ts'

const lifeSeconds = 600
/** WCAG 2.2, 2.2.1: whoever is warned has at least twenty seconds. */
const warningSecondsLeast = 20
const stepSeconds = 15
const isOcapi = (contract: string): boolean => contract.startsWith('0')

/** Gives what waits until no request of the page is under way. */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>()
  const end = (request: Request): void => void open.delete(request)
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  return async () => {
    while (open.size > 0)
      await Promise.race([page.waitForEvent('requestfinished'), page.waitForEvent('requestfailed')])
  }
}

// WCAG 2.2, 2.2.1: a time limit is announced, can be extended, and takes nothing that was typed.
describe('the time for a challenge', () => {
  const stage = setWaysStage()
  let whenQuiet: () => Promise<void>

  async function begin(contract: string): Promise<{ page: Page; place: FrameLocator | Locator }> {
    const page = await stage.open({ contract, prepare: (opened) => opened.clock.install() })
    whenQuiet = watchRequests(page)
    if (!isOcapi(contract)) await pressCheckbox(page)
    const { dialog, box } = placesOf(page)
    const place = isOcapi(contract) ? box : dialog
    await place.getByRole('textbox').first().fill('half of it')
    return { page, place }
  }

  // In steps, each once what was asked meanwhile has come: what came after the last step was never seen.
  async function forwardTo(page: Page, sight: Pick<Locator, 'isVisible'>): Promise<number> {
    for (let seconds = 0; seconds <= lifeSeconds; seconds += stepSeconds) {
      await whenQuiet()
      if (await sight.isVisible()) return seconds
      await page.clock.fastForward(stepSeconds * 1000)
    }
    return assert.fail('it was not announced')
  }

  for (const contract of ['hcaptcha', 'recaptcha', 'turnstile', '0.4.2', '0.3.2', '0.3.1'])
    test(`is announced, extended with one press, again and again, in ${contract}`, async () => {
      const { page, place } = await begin(contract)
      for (let times = 1; times <= 3; times += 1) {
        const seconds = await forwardTo(page, place.getByText('Time is nearly up.'))
        assert.ok(lifeSeconds - seconds > warningSecondsLeast, `after ${seconds} s`)
        await place.getByRole('button', { name: 'More time' }).click()
        await place.getByText('You have more time now.').waitFor()
        const field = place.getByRole('textbox').first()
        assert.equal(await field.inputValue(), 'half of it')
        assert.equal(await field.evaluate((element) => element.matches(':focus')), true)
      }
      assert.equal(await page.locator('[name=said]').inputValue(), 'typed before')
    })

  for (const contract of ['hcaptcha', 'recaptcha', 'turnstile', '0.4.2', '0.3.2', '0.3.1'])
    test(`ends, if nobody extends it, without taking what is in the form, in ${contract}`, async () => {
      const { page, place } = await begin(contract)
      await forwardTo(page, place.getByText('Time is nearly up.'))
      let asked = 0
      page.on('request', (request) => {
        if (request.url().endsWith('/api/challenge')) asked += 1
      })
      // Turnstile's contract asks anew by itself.
      const anew = { isVisible: async () => asked > 0 }
      const box = page.frameLocator('iframe[title*="checkbox"]')
      const over = isOcapi(contract)
        ? place.getByText('too old. Here is another one.')
        : contract === 'turnstile'
          ? anew
          : box.getByText('Time is up.')
      await forwardTo(page, over)
      assert.equal(await page.locator('[name=said]').inputValue(), 'typed before')
      // The steps go on until it is seen, so the time of what was asked anew may be over, too.
      if (over === anew) stage.complaints.splice(0)
    })

  test('is not extended without a word if the service cannot be reached', async () => {
    const { page, place } = await begin('hcaptcha')
    await forwardTo(page, place.getByText('Time is nearly up.'))
    await page.route('**/api/extend', (route) => route.abort())
    await place.getByRole('button', { name: 'More time' }).click()
    await place.getByText(/does not answer/).waitFor()
    await page.unroute('**/api/extend')
    await place.getByRole('button', { name: 'Try again' }).click()
    await place.getByText('You have more time now.').waitFor()
    stage.complaints.splice(0)
  })
})
