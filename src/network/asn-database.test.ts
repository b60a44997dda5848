import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { bitsOfIPv4, bitsOfIPv6, writeAsnDatabase } from '../../test/setup/asn-database.ts'
import { openAsnDatabase } from './asn-database.ts'

const entries = [
  { bits: bitsOfIPv4('192.0.2.0', 24), record: { autonomous_system_number: 64_500 } },
  { bits: bitsOfIPv4('198.51.100.0', 24), record: { asn: 'AS64501', name: 'Example' } },
  { bits: bitsOfIPv4('203.0.113.0', 24), record: { asn: 'unknown' } },
  { bits: bitsOfIPv6(['2001', 'db8', '7']), record: { autonomous_system_number: 4_200_000_000 } },
] as const

test('a database says to which autonomous system an address belongs', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'incipit-')), 'asn.mmdb')
  writeAsnDatabase(path, { type: 'GeoLite2-ASN', entries })
  const findAsn = openAsnDatabase(path)
  assert.ok(typeof findAsn === 'function')
  const table = [
    ['192.0.2.200', 64_500],
    ['::ffff:192.0.2.200', 64_500],
    ['[::ffff:192.0.2.200]:443', 64_500],
    ['198.51.100.1', 64_501],
    ['203.0.113.9', null],
    ['192.0.3.1', null],
    ['2001:db8:7:1::1', 4_200_000_000],
    ['2001:db8:8::1', null],
    ['nonsense', null],
    ['', null],
  ] as const
  for (const [address, asn] of table) assert.equal(findAsn(address), asn, address)
})

test('a file that is no such database is refused with the reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
  const path = join(folder, 'asn.mmdb')
  const faultOf = (of: string): string => {
    const opened = openAsnDatabase(of)
    return typeof opened === 'function' ? '' : opened.fault
  }
  assert.equal(faultOf(path), `${path} cannot be read (ENOENT)`)
  assert.equal(faultOf(folder), `${folder} cannot be read (EISDIR)`)
  writeFileSync(path, 'not a database')
  assert.equal(faultOf(path), `${path} is not a database in MaxMind DB format`)
  writeFileSync(path, '')
  assert.equal(faultOf(path), `${path} is not a database in MaxMind DB format`)
  writeAsnDatabase(path, { type: 'GeoLite2-City', entries })
  assert.equal(
    faultOf(path),
    `${path} is a database of the type “GeoLite2-City”, which has no ASNs`,
  )
})
