/** Steps that rise, on a tile of the brand's colour. */
export function Brand({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6" fill="var(--brand-solid)" />
      <path d="M4 18.6V15.4H9.5V12H14.5V8.5H19.6" fill="none" stroke="#fff" strokeWidth="2" />
      <circle cx="17.8" cy="4.9" r="1.5" fill="#fff" />
    </svg>
  );
}
