import { useEffect, useRef, useState } from 'react'
import css from './json-editor.module.css'
import type { JsonEditorHandle, JsonEditorOptions } from './json-editor-view.ts'

export interface JsonEditorProps extends JsonEditorOptions {
  /** Shown until the editor is there. */
  readonly loading: string
}

/** A JSON text with hints and marks. Another `text` begins anew. */
export function JsonEditor({ loading, ...options }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const handle = useRef<JsonEditorHandle>(undefined)
  const latest = useRef(options)
  latest.current = options
  const [isThere, setThere] = useState(false)
  const { text, shape } = options
  useEffect(() => {
    let isWanted = true
    void import('./json-editor-view.ts').then(({ mountJsonEditor }) => {
      if (!isWanted || host.current === null) return
      handle.current = mountJsonEditor(host.current, {
        ...latest.current,
        shape,
        text,
        onChange: (changed, hasProblems) => latest.current.onChange(changed, hasProblems),
      })
      setThere(true)
    })
    return () => {
      isWanted = false
      handle.current?.end()
      handle.current = undefined
    }
  }, [text, shape])
  return (
    <>
      {!isThere && <p role="status">{loading}</p>}
      <div ref={host} className={css.editor} />
    </>
  )
}
