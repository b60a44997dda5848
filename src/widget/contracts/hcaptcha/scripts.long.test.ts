import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleScripts, sizesOf } from '../../../../build.ts'
import { bundleWords } from '../../../../build/words.ts'

const FIRST_LOAD_GZIP_BUDGET_BYTES = 7000
const WHOLE_GZIP_BUDGET_BYTES = 16_200
// A letter of most scripts takes two or three bytes, where a Latin one takes one.
const WORDS_GZIP_BUDGET_BYTES = 2_200

const { api, frame } = await bundleScripts()
const files = new Map([...api.files, ...frame.files])

function read(name: string): string {
  return Buffer.from(files.get(name) ?? '').toString('utf8')
}

test('api.js weighs no more than its budget once compressed', () => {
  const [, first] = sizesOf([...api.files.values()])
  assert.ok(first <= FIRST_LOAD_GZIP_BUDGET_BYTES, `${first} bytes`)
})

for (const { language, bytes } of await bundleWords())
  test(`the words in ${language.tag} weigh no more than their budget once compressed`, () => {
    const [, words] = sizesOf([bytes])
    assert.ok(words <= WORDS_GZIP_BUDGET_BYTES, `${words} bytes`)
    if (language.tag !== 'en') return
    const [, whole] = sizesOf([...files.values(), bytes])
    assert.ok(whole <= WHOLE_GZIP_BUDGET_BYTES, `all of it in English: ${whole} bytes`)
  })

test('two builds of the same sources give the same versions', async () => {
  const again = await bundleScripts()
  assert.equal(again.api.version, api.version)
  assert.equal(again.frame.version, frame.version)
})

test('api.js opens the frame of its own build', () => {
  assert.ok(read('api.js').includes(`/1/${frame.version}/challenge.html`))
})

test('the challenge’s document has its one script in it, and loads nothing', () => {
  const page = read('challenge.html')
  assert.equal(page.match(/<\/?script/g)?.join(), '<script,</script')
  assert.doesNotMatch(page, /<script |<style|<link|<\w+ (src|style|on\w+)=/)
})

for (const name of ['api.js', 'challenge.html']) {
  test(`${name} parses no markup, runs no text and makes no URL of data`, () => {
    const banned =
      /innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|["'(]data:\w|blob:|createObjectURL|document\.write|sourceMappingURL/
    assert.equal(banned.exec(read(name))?.[0], undefined)
  })
}
