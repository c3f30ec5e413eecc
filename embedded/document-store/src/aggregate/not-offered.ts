/**
 * Expressions that MongoDB has and this server does not: 115 tells a client more than "unrecognized".
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/
 */
export const notOffered: ReadonlySet<string> = new Set(
  (
    '$function $accumulator $where $allElementsTrue $anyElementTrue $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $bottom $bottomN ' +
    '$convert $dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $firstN $indexOfArray $indexOfBytes ' +
    '$indexOfCP $isoWeek $isoWeekYear $lastN $log $ltrim $maxN $median $meta $minN $percentile $pow $range $regexFind $regexFindAll ' +
    '$regexMatch $replaceAll $replaceOne $rtrim $sampleRate $setEquals $setIsSubset $sortArray $stdDevPop $stdDevSamp $strcasecmp ' +
    '$substr $substrBytes $toHashedIndexKey $toUUID $top $topN $trim $tsIncrement $tsSecond $week $zip $sin $cos $tan $asin ' +
    '$acos $atan $atan2 $sinh $cosh $tanh $asinh $acosh $atanh $degreesToRadians $radiansToDegrees'
  ).split(' '),
);
