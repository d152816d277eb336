import { useMemo, useState } from 'react'
import type { ConfigChangeView } from '../../../preload/contract/config-views.ts'
import { useApp } from '../../app-context.tsx'
import type { Texts } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable, roomFor } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PlaceError } from '../../ui/place-error.tsx'
import { noSelection, onlyRow, type Selection } from '../../ui/selection.ts'
import { whenText, wholeWhenText } from '../../ui/when-text.ts'
import { changeKey } from './change-key.ts'
import { ChangeSheet } from './change-sheet.tsx'
import css from './changes-tab.module.css'
import { useChanges } from './use-changes.ts'

/** Each change of Signet's that a copy is kept of, and what it was. */
export function ChangesTab() {
  const { view, texts } = useApp()
  const { config } = texts
  const { changes, error } = useChanges()
  const [selection, setSelection] = useState<Selection>(noSelection)
  const columns = useMemo(() => changeColumns(texts), [texts])
  if (error && changes === undefined) return <PlaceError error={error} />
  if (changes === undefined) return <p role="status">{config.loading}</p>
  const rows = changes.changes
  if (rows.length === 0) {
    return (
      <Empty title={config.changesEmpty.title} command={config.changesEmpty.command}>
        <p>{config.changesEmpty.text}</p>
      </Empty>
    )
  }
  const active = rows.find((row) => rowKey(row) === selection.active) ?? rows[0]
  const back = ({ file, backup }: ConfigChangeView) =>
    view.setState({ dialog: { name: 'undo-config', about: changeKey({ file, number: backup.number }) } })
  return (
    <>
      <div className={css.split}>
        <DataTable
          label={config.table}
          rows={rows}
          keyOf={rowKey}
          columns={columns}
          selection={onlyRow(active && rowKey(active))}
          onSelect={setSelection}
          onOpen={back}
          keepsActions
          actionsWidth={roomFor(config.change.backShort) - 30}
          rowActions={(row) => (
            <Button look="bare" onClick={() => back(row)}>
              {config.change.backShort}
            </Button>
          )}
        />
        {active && <ChangeSheet key={rowKey(active)} change={active} />}
      </div>
      <p className={css.hint}>{config.keeps}</p>
    </>
  )
}

/** A copy keeps its path when newer ones push its number on. */
function rowKey({ backup }: ConfigChangeView): string {
  return backup.path
}

function changeColumns(texts: Texts): readonly Column<ConfigChangeView>[] {
  const { columns, unnoted, files, bytes } = texts.config
  return [
    {
      id: 'when',
      title: columns.when,
      width: '104px',
      cell: ({ backup }) => (
        <span title={wholeWhenText(backup.at, texts.language)}>
          {whenText(backup.at, Date.now(), texts.language)}
        </span>
      ),
    },
    {
      id: 'command',
      title: columns.command,
      width: 'minmax(140px, 1fr)',
      cell: ({ backup: { command } }) =>
        command === null ? (
          <span className={css.quiet}>{unnoted}</span>
        ) : (
          <code title={`signet ${command}`}>signet {command}</code>
        ),
    },
    {
      id: 'file',
      title: columns.file,
      width: '84px',
      // The sheet beside says it too.
      from: 520,
      cell: ({ file }) => files[file],
    },
    {
      id: 'size',
      title: columns.size,
      width: '96px',
      from: 640,
      cell: ({ backup }) => <span className={css.quiet}>{bytes(backup.sizeInBytes)}</span>,
    },
  ]
}
