import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createPkce } from '../../../../main/oauth/pkce.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

describe('createPkce', () => {
  it('draws 64 characters that a verifier may have, anew each time, and hashes them (RFC 7636, section 4)', async () => {
    const random = new SeededRandom()
    const drawn = await Promise.all(Array.from({ length: 50 }, () => createPkce(random)))
    expect(new Set(drawn.map(({ codeVerifier }) => codeVerifier)).size).toBe(50)
    for (const { codeVerifier, codeChallenge } of drawn) {
      expect(codeVerifier).toMatch(/^[A-Za-z0-9._~-]{64}$/)
      expect(codeChallenge).toBe(createHash('sha256').update(codeVerifier).digest('base64url'))
    }
  })
})
