import { useEffect, useState } from 'react'
import { useTexts } from '../app-context.tsx'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

/** Copies a text, and says that it did. Never for a secret: clipboards are read by others. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { frame } = useTexts()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  const word = copied ? frame.copied : frame.copy
  return (
    <Button
      look="bare"
      onClick={() => void copyText(text).then(setCopied)}
      aria-label={label ? `${label}: ${word}` : undefined}
    >
      <span aria-live="polite">{word}</span>
    </Button>
  )
}
