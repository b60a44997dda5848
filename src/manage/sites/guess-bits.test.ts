import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { guessBits } from './guess-bits.ts'

const bitsMin = 64

const guessable = [
  'password1234567890abc',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'correct-horse-battery-staple',
  'MyCompanySecret2024MyCompanySecret2024',
  'reading-room-secret-key-2024',
  'Summer2024!Winter2025!Autumn',
  '01234567890123456789abcdef',
  'abc123abc123abc123abc123',
  'ES_0123456789abcdef0123456789abcdef',
  'ES_deadbeefdeadbeefdeadbeefdeadbeef',
  '0xabcdefabcdefabcdefabcdefabcdef1234567890',
  'thisismyverysecretprivateid',
  'changemechangemechangeme99',
  'supersecretkeyforcaptcha',
  'iamtheownerofthissite2024',
  'lorem-ipsum-dolor-sit-amet',
  'LeMotDePasseDuMusee2024',
  'Geheimnis.des.Archivs.2025',
]

function drawn(number: number, encoding: 'hex' | 'base64url', length: number): string {
  return createHash('sha512').update(String(number)).digest(encoding).slice(0, length)
}

describe('the bits of a text for somebody who guesses', () => {
  for (const text of guessable)
    test(`are few for ${text}`, () => assert.ok(guessBits(text) < bitsMin, String(guessBits(text))))

  test('are many for keys drawn in the forms of the vendors', () => {
    const forms: ((number: number) => string)[] = [
      (number) => `ES_${drawn(number, 'hex', 32)}`,
      (number) => `0x${drawn(number, 'hex', 40)}`,
      (number) => `6L${drawn(number, 'base64url', 38)}`,
      (number) => `0x4AAAAAAA${drawn(number, 'base64url', 25)}`,
      (number) => drawn(number, 'base64url', 86),
    ]
    for (const form of forms)
      for (let number = 0; number < 2_000; number += 1)
        assert.ok(guessBits(form(number)) >= bitsMin, form(number))
  })

  test('take little time to count, however long the text is', () => {
    assert.ok(guessBits('a1'.repeat(250)) < bitsMin)
    assert.ok(guessBits(drawn(1, 'hex', 128).repeat(3)) > bitsMin)
  })
})
