import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const schemas = fileURLToPath(new URL('../../../shared/schemas/', import.meta.url))

/** The official schema of a file's own version, or null if it names none. */
export function schemaOf(xml: string): string | null {
  const isAlto = /<(?:\w+:)?alto\b/.test(xml)
  const page = /PAGE\/gts\/pagecontent\/(\d{4}-\d\d-\d\d)/.exec(xml)?.[1]
  if (page && !isAlto) return join(schemas, `page/pagecontent-${page}.xsd`)
  const major = /alto\/ns-v(\d)/.exec(xml)?.[1]
  if (!major) return null
  const minor = new RegExp(`alto-v?${major}[.-](\\d)`).exec(xml)?.[1]
  return join(schemas, `alto/alto-${major}-${minor ?? latestMinors[major]}.xsd`)
}

const latestMinors: Readonly<Record<string, string>> = { 1: '4', 2: '1', 3: '1', 4: '4' }

/** The attributes of XLink that ALTO names; the real schemas are on the web. */
function xlinkOf(namespace: string): string {
  const names = ['href', 'type', 'role', 'arcrole', 'title', 'show', 'actuate']
  const attributes = names.map((name) => `<xs:attribute name="${name}" type="xs:string"/>`)
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}"
    xmlns:xlink="${namespace}">${attributes.join('')}<xs:attributeGroup name="simpleLink">
    <xs:attribute ref="xlink:href"/></xs:attributeGroup></xs:schema>`
}
const xlinks = {
  'http://www.loc.gov/standards/xlink/xlink.xsd': 'http://www.w3.org/1999/xlink',
  'http://www.loc.gov/standards/mets/xlink.xsd': 'http://www.w3.org/1999/xlink',
  'http://schema.ccs-gmbh.com/METAe/xlink.xsd': 'http://www.w3.org/TR/xlink',
} as const

/** Validates XML files against one schema, without the network; gives the errors, or an empty text. */
export function lintXml(xml: string | Buffer, schema: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-xml-'))
  try {
    const lines = Object.entries(xlinks).map(([address, namespace], number) => {
      const stand = join(folder, `xlink-${number}.xsd`)
      writeFileSync(stand, xlinkOf(namespace))
      const { href } = pathToFileURL(stand)
      return `<system systemId="${address}" uri="${href}"/><uri name="${address}" uri="${href}"/>`
    })
    writeFileSync(
      join(folder, 'catalog.xml'),
      `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${lines.join('')}</catalog>`,
    )
    writeFileSync(join(folder, 'file.xml'), xml)
    const options = schema === null ? [] : ['--schema', schema]
    const { status, stderr, error } = spawnSync(
      'xmllint',
      ['--nonet', '--noout', ...options, join(folder, 'file.xml')],
      {
        env: { ...process.env, XML_CATALOG_FILES: pathToFileURL(join(folder, 'catalog.xml')).href },
        encoding: 'utf8',
      },
    )
    if (error) throw error
    return status === 0 ? '' : stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}
