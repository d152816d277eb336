import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Threats and faults of parts that do not exist yet; a row leaves this list with the part's first test. */
const later: Readonly<Record<string, string>> = {
  T6: 'Windows pipe',
}

const ids = [
  ...Array.from({ length: 28 }, (_, index) => `T${index + 1}`),
  ...Array.from({ length: 34 }, (_, index) => `R${index + 1}`),
]

const titles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('architecture/coverage'))
  .map((name) => readFileSync(`test/${name}`, 'utf8'))
  .join('\n')
const documentation = readFileSync('docs/security.md', 'utf8')

describe('the list of threats and faults', () => {
  it.each(ids.filter((id) => later[id] === undefined))('%s has a test that names it', (id) => {
    expect(titles).toMatch(new RegExp(`['"\`(].*\\b${id}\\b`))
  })

  it.each(Object.keys(later))('%s is left for later, and the documentation says so', (id) => {
    expect(documentation).toMatch(new RegExp(`\\b${id}\\b.*not there yet`))
  })

  it.each(ids)('%s stands in the documentation', (id) => {
    expect(documentation).toMatch(new RegExp(`\\b${id}\\b`))
  })
})
