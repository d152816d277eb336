import type { Texts } from '../../texts/texts.ts'
import type { JsonField, JsonShape } from '../../ui/json-shape.ts'
import { members } from './access-wish.ts'

/** What Export writes and Apply takes, for the editor's hints. The agent decides again, strictly. */
export function accessFileShape({ consoleAccess: { json, form } }: Pick<Texts, 'consoleAccess'>): JsonShape {
  const { kinds, fields } = json
  const text = { kind: 'text', wanted: kinds.text } as const
  const statement = Object.fromEntries([
    ...members.map((member): [string, JsonField] => [member, { shape: text, hint: form.members[member] }]),
    // Known by its condition only: kept, not made.
    ['condition', { shape: { kind: 'any', wanted: '' }, hint: '' }],
  ])
  return {
    kind: 'object',
    wanted: kinds.object,
    fields: {
      format: {
        shape: { kind: 'literal', value: 'signet-console-access', wanted: kinds.format },
        hint: fields.format,
        isRequired: true,
      },
      version: { shape: { kind: 'number', wanted: kinds.number }, hint: fields.version, isRequired: true },
      exportedAt: { shape: text, hint: fields.exportedAt },
      accountId: { shape: text, hint: fields.accountId },
      targetId: { shape: text, hint: fields.targetId },
      consoleAuthorizationEnabled: {
        shape: { kind: 'truth', wanted: kinds.truth },
        hint: fields.consoleAuthorizationEnabled,
      },
      statements: {
        shape: {
          kind: 'list',
          wanted: kinds.list,
          of: { kind: 'object', wanted: kinds.object, fields: statement },
        },
        hint: fields.statements,
        isRequired: true,
      },
    },
  }
}
