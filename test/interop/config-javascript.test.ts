import { describe, expect, it } from 'vitest'
import { editSection } from '../../main/config/edit.ts'
import { fileVectors } from '../unit/main/config/vectors.ts'
import { readByJavaScript } from './read-by-javascript.ts'

describe('an edit, read back by the AWS SDK for JavaScript', () => {
  const vectors = fileVectors.filter(({ file, profiles, name }) => {
    // JavaScript finds no section whose header a comment touches, or has more than one space between its words.
    const isLost = ['comment touching header', 'several spaces in header'].includes(name)
    return file === 'config' && profiles.length > 0 && !isLost
  })

  it.each(vectors)('is found in $name', async ({ text, profiles }) => {
    const [name = ''] = profiles
    const value = '"/opt/my tools/signet" credential-process --profile a'
    let edited: string
    try {
      edited = editSection(
        text,
        { file: 'config', type: 'profile', name },
        { set: { credential_process: value, region: 'new' } },
      ).text
    } catch {
      // What the AWS CLI does not find is refused, and JavaScript does not find it either.
      expect((await readByJavaScript(text))[name]).toBeUndefined()
      return
    }
    expect((await readByJavaScript(edited))[name]).toMatchObject({ credential_process: value, region: 'new' })
  })
})
