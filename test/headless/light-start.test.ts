import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './harness.ts'

const built = join(root, 'dist/headless')

/** The file and what it imports at once, not what it may load later. */
function loadedWith(path: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(path)) return found
  const text = readFileSync(path, 'utf8')
  found.set(path, text)
  for (const [, from = ''] of text.matchAll(/^(?:import|export) [^;]*?from "(\.[^"]+)"/gm))
    loadedWith(join(dirname(path), from), found)
  return found
}

/** One word of each part that costs memory and is for later. */
const laterWords = [
  'function composeWindow(',
  'WebSocketServer = class',
  'class SqliteCacheStore',
  'EventSource = class',
]
/** The same of what other kinds of age keys need. */
const otherKeyWords = ['ml_kem768', 'function weierstrass(']

describe('what the agent loads at its start', () => {
  const start = [...loadedWith(join(built, 'agent.mjs')).values()].join('\n')

  it('is the agent, and undici’s client', () => {
    expect(start).toContain('function runAgent(')
    expect(start).toContain('EnvHttpProxyAgent = class')
  })

  it('is age with the keys of a vault and of a passphrase, and no others', () => {
    expect(start).toContain('X25519Identity = class')
    expect(start).toContain('ScryptIdentity = class')
    expect(otherKeyWords.filter((word) => start.includes(word))).toEqual([])
  })

  // One other sign, and each sign of the file takes two bytes of memory for ever.
  it('is ASCII', () => {
    expect(start.match(/[\u0080-\uffff]/)).toBeNull()
  })

  it.each(laterWords)('is without: %s', (word) => {
    expect(start.includes(word)).toBe(false)
  })

  it('leaves the window’s server to a part of its own', () => {
    const parts = readdirSync(join(built, 'parts')).map((name) =>
      readFileSync(join(built, 'parts', name), 'utf8'),
    )
    expect(parts.filter((text) => text.includes('function composeWindow('))).toHaveLength(1)
    expect(parts.some((text) => text.includes('WebSocketServer'))).toBe(true)
  })
})
