export const DOSSIER_LIMITS = {
  /** Dossiers that are held, about 300 bytes each; what comes beyond is counted as untracked and makes the process say so. */
  dossiers: 2_000_000,
  /** Working milliseconds before its promise at which a dossier is due soon. */
  soon: 24 * 3_600_000,
  /** Milliseconds between two tellings of the counts. */
  every: 60_000,
  /** Days after which a dossier that nothing happens to is forgotten, as the log forgets it. */
  keptDays: 400,
} as const;
