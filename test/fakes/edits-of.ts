import { type Edited, editSection, removeSection } from '../../main/config/edit.ts'
import { editProfiles } from '../../main/config/edit-profiles.ts'
import { parseConfig } from '../../main/config/parse.ts'
import { type ConfigFileKind, readSections, type SectionAddress } from '../../main/config/sections.ts'
import { InputError } from '../../main/kernel/errors.ts'

/** One edit of a file: what it does, and what it came to; undefined where it was refused. */
export interface TriedEdit {
  readonly kind: 'change' | 'add' | 'remove key' | 'new section' | 'remove section'
  readonly address: SectionAddress
  /** The key that is set or removed. */
  readonly key: string
  readonly value: string
  readonly text: string | undefined
}

export const newValue = '/opt/signet credential-process --profile x'

/** Of the first profile of a file, each kind of edit, and a new section. */
export function editsOf(text: string, file: ConfigFileKind): readonly TriedEdit[] {
  const { sections } = readSections(parseConfig(text), file)
  const section = sections.find(({ type }) => type === 'profile')
  const fresh: SectionAddress = { file, type: 'profile', name: 'freshly-made' }
  const set = (kind: TriedEdit['kind'], address: SectionAddress, key: string): TriedEdit => ({
    ...{ kind, address, key, value: newValue },
    text: tried(() => editSection(text, address, { set: { [key]: newValue } })),
  })
  const made = [set('new section', fresh, 'credential_process')]
  if (!section) return made
  const address: SectionAddress = { file, type: 'profile', name: section.name }
  const key = section.properties.find(({ name }) => /^[a-z0-9_-]+$/.test(name))?.name
  return [
    ...made,
    set('add', address, 'signet_key'),
    {
      ...{ kind: 'remove section', address, key: '', value: '' },
      text: tried(() => removeSection(text, address)),
    },
    {
      ...{ kind: 'remove section', address, key: '', value: '' },
      text: tried(() => ({ text: editProfiles(text, file, new Map([[section.name, 'remove']])), notes: [] })),
    },
    ...(key === undefined
      ? []
      : [
          set('change', address, key),
          {
            ...({ kind: 'change', address, key, value: newValue } as const),
            text: tried(() => ({
              text: editProfiles(text, file, new Map([[section.name, { set: { [key]: newValue } }]])),
              notes: [],
            })),
          },
          {
            ...({ kind: 'remove key', address, key, value: '' } as const),
            text: tried(() => editSection(text, address, { remove: [key] })),
          },
        ]),
  ]
}

function tried(edit: () => Edited): string | undefined {
  try {
    return edit().text
  } catch (thrown) {
    if (thrown instanceof InputError) return undefined
    throw thrown
  }
}
