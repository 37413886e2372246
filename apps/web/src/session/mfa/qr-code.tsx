import encodeQr from 'qr'

/** Modules of light around it, as the standard asks for. */
const QUIET = 4

interface QrCodeProps {
  readonly text: string
  readonly label: string
}

/** Dark on light in the dark scheme, too: not every app reads the reverse. */
export function QrCode({ text, label }: QrCodeProps) {
  const rows = encodeQr(text, 'raw', { border: QUIET })
  const squares = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      width={208}
      height={208}
      shapeRendering="crispEdges"
      style={{ background: 'white', maxWidth: '100%' }}
    >
      <path d={squares.join('')} fill="black" />
    </svg>
  )
}
