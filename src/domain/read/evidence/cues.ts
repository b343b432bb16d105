/**
 * The words by which people tell that an impact begins or ends. Each list is a matter of English, not of any
 * document; a new way of saying it is a new word here.
 */

/** What is affected or goes wrong: the subject of an impact. */
export const impactWords =
  /\b(?:outages?|incident|impact(?:ed|ing)?|disrupt(?:ed|ion|ions|ing)|downtime|unavailab\w+|degrad\w+|inaccessib\w+|unreachable|interrupt\w*|unusable|errors?|fail(?:s|ed|ing|ures?|over)?|experienc\w+|issues?|problems?|affect(?:ed|ing)|unable|could(?:n.?t| not)|cannot|can.?t|down|slow\w*|latency|time ?outs?|timing out|5\d\d|4(?:03|04|29)|broken?|crash\w*|stuck|lost|blocked|reject\w*|unresponsive|elevated|ceased?|not (?:responding|working|available|loading|reachable))\b/i;

/** What people do about it, or did before: no sign of an impact by itself. */
export const actionWords =
  /\b(?:investigat\w+|roll(?:ed|ing)?[- ]?back|rollback|revert\w*|deploy\w*|rollout|rolled out|release\w*|upgrad\w+|maintenance|migrat\w+|patch\w*|fix(?:es|ed|ing)?|mitigation|meeting|call|page[ds]?|alert(?:ed|s|ing)?|merged?|push(?:ed)?|change|configuration|config|restart\w*|engineers?|team|staff|on[- ]?call|monitoring|scheduled|planned|test(?:s|ed|ing)?|introduced|suspended|backup|batch|import|job)\b/i;

/** Just before a moment: it is when something began. */
export const beganBefore =
  /\b(?:beg[au]n|begins?|beginning|started|starts?|starting|commenc\w+|occurr?(?:ed|s|ing)?|happened|onset|since|went down|go(?:es|ing)? down|broke|triggered|first (?:seen|noticed|observed|affected|failed|reported)|stopped \w+|dropped|started at)\b[^.;:]{0,45}$/i;

/** Just before a moment: it is when something was over. */
export const endedBefore =
  /\b(?:until|till|restor\w+|recover(?:ed|y|s|ing)?|resolv\w+|resolution|mitigat(?:ed|ion)|fixed|ended|ends|ending|end|over|back (?:up|online|in service|to normal)|(?:returned|back|return(?:s|ing)?) to (?:normal|service|full)|normal(?:ly)?(?: operations?| service| levels?)?|operational|stabili[sz]ed|subsided|cleared|repaired|healthy|resumed|ceased|lifted|stopped)\b[^.;:]{0,40}$/i;

/** Just behind a moment: that is when it was over. */
export const endedAfter =
  /^[^.;]{0,70}?\b(?:(?:was|were|is|had been|has been|fully|service[sd]?|been|all|everything)\s(?:\w+\s){0,2}(?:restored|recovered|resolved|mitigated|fixed|repaired|operational|healthy|normal|stable|back)|at which point|recovery (?:was )?complete|returned to normal|resumed)\b/i;

/** Just behind a moment: an impact begins. */
export const beganAfter =
  /^[\s,]{0,3}(?:[^.;]{0,110}?)\b(?:experienc\w+|suffered|went down|go(?:es)? down|crashed|failed|fail(?:s|ing)|stopped|began|started|start(?:s|ing)|became|become[s]?|ceased?|dropped|broke|lost|halted|halts|stalled|froze|hung|died|unavailab\w+|unreachable|inaccessible|outage|errors?|timeouts?|degrad\w+|disrupt\w+|incident|impact\w*|affected|unable)\b/i;

/** A report, an alert: whatever it is has begun by then. */
export const noticed =
  /\b(?:told us|warned us|noticed?|notices|detect\w*|report(?:s|ed|ing)?|alert(?:s|ed|ing|ing)?|alarm\w*|pag(?:ed|er|erduty)|signal(?:l?ed|s)?|discover\w*|receiv\w+|aware|observ\w+|identif\w+|complain\w*|declared|spotted|flagged|see(?:s|ing)? errors?|saw|realiz\w+|realis\w+|find out)\b/i;

/** Only a part of it is over, or it is not sure. */
export const partly =
  /\b(?:partial\w*|partly|some|subset|most(?:ly)?|initial\w*|temporar\w+|gradual\w*|beg[ai]n\w*|start(?:s|ed|ing)? to|still|not yet|attempt\w*|tr(?:y|ied|ying)\b|potential\w*|seem\w*|appear\w*|might|may|should|unsuccessful\w*|didn.?t|did not|does(?:n.?t| not)|wasn.?t|not|no longer able|fails?|failed|hope\w*|expect\w*|would|briefly|will|if|whether|monitoring|suspect\w*|believe\w*|unclear|again (?:down|failing|broken))\b/i;

export const wholly =
  /\b(?:fully|full|all|every(?:thing|one)|complet\w+|entire\w*|total\w*|100 ?%|normal operation|final\w*)\b/i;

/** Rows that name the beginning outright. */
export const startTag =
  /\b(?:outage|incident|impact|problem|issue|downtime|disruption|degradation)\s(?:begins?|began|starts?|started|commences?|commenced|occurs?|occurred)\b|^\W*(?:failures|errors)\s(?:begin|began|start|started)\b|^\W*(?:the\s)?(?:start|beginning|begin)\sof\s(?:the\s)?(?:outage|incident|impact|problem|issue|downtime|disruption|degradation)|^\W*(?:impact|outage|incident)\sstart\b|^\W*(?:started|begins?|start)\W*$|\b(?:users?|customers?|requests?|clients|people)\s(?:\w+\s)?(?:start|starts|begin|began|started)\s(?:to\s)?(?:see|seeing|experienc\w+|run(?:ning)? into|get(?:ting)?|fail\w*|receiv\w+)/i;

/** Rows that only pass on that it is over. */
export const passedOn =
  /\b(?:notif(?:y|ied|ies)|mailing list|e-?mail(?:ed|s)?|tweet\w*|announc\w+|communicat\w+|inform(?:ed|s)|status ?page|post(?:ed|s)? (?:to|on|in|an update)|told|saying|updated? (?:the )?(?:status|customers?|users?))\b/i;

/** Rows that name the end outright. */
export const endTag =
  /\b(?:outage|incident|impact|problem|issue|downtime|disruption|degradation|alert)s?\s(?:is\s|was\s|comes?\sto\san\s|has\sbeen\s|fully\s|now\s|considered\s)*(?:ends?|ended|over|mitigated|fixed|recovered|restored)\b|\b(?:to|put|puts) an end\b|[([]\s?(?:resolved|mitigated|fixed|recovered|restored|end(?:ed)?(?: of \w+)?)\s?[)\]]|^\W*(?:the\s)?end\sof\s(?:the\s)?(?:outage|incident|impact|problem|issue|downtime|disruption)|^\W*(?:recover(?:y|ed)|mitigated|restored|service restored|impact end(?:s|ed)?|fully recovered|all clear)\b/i;

/** Rows in which people say that it is resolved; often later than when it was over. */
export const resolvedTag =
  /\b(?:incident|issue|outage|problem)s?\s(?:is\s|was\s|has\sbeen\s|officially\s|now\s|marked\s(?:as\s)?|declared\s(?:as\s)?|considered\s(?:as\s)?)*(?:resolved|solved)\b|^\W*(?:incident\s)?resolved\b|\bmarked (?:as )?resolved\b|\ball[- ]clear\b/i;

export const closedTag = /\b(?:incident|issue|ticket|case|outage)\s(?:is\s|was\s|has been\s)?closed\b/i;

export const declaredTag =
  /\b(?:incident|outage|issue)\s(?:is\s|was\s)?(?:declared|opened|raised|created)\b/i;

/** Something fails in this row. */
export const failing =
  /\b(?:fail(?:s|ed|ing|ure|ures)?|down|outage|unavailab\w+|unreachable|inaccessible|unresponsive|unusable|unschedulable|crash\w*|broke(?:n)?|breaks?|breaking|errors?|erroring|(?:http )?5\d\d\w*|4(?:03|04|29)s?|time ?outs?|timing out|timed out|degrad\w+|slow\w*|latency|stuck|expire[sd]?|exhaust\w+|out of (?:memory|disk|space|ip)|no space left|full disk|disk full|\w*not ?ready|unhealthy|oom\w*|lost|loss|losing|reject\w*|refus\w+|drop(?:s|ped|ping)?|spik\w+|surge|halt(?:s|ed)?|stall(?:s|ed)?|offline|stop(?:s|ped)? (?:working|responding|processing|successfully)?|stopped|not (?:working|responding|available|accessible|loading|launching)|can(?:no|')?t|cannot|unable|could(?:n.?t| not)|disrupt\w+|interrupt\w*|impact\w*|affected|corrupt\w*|delet(?:ed|ion)|saturat\w+|overload\w*|frozen|hang(?:s|ing)?|hung|missing|violat\w+|leak\w*|starv\w+|success (?:rate|metric) (?:reaches|drops|at|is at|falls)|throttl\w+|block(?:ed|ing)|elevated|wrong|abnormal|high (?:usage|load|level)|at (?:zero|0 ?%)|ceased?|ceases)\b/i;

/** Something works again in this row. */
export const working =
  /\b(?:resolution (?:is )?(?:confirmed )?complete|returning to green|returned? to green|restor(?:e|ed|es|ing|ation)|recover(?:ed|s|y|ing)?|resolv(?:ed|es|ing)|mitigat(?:ed|es)|back (?:up|online|in service|on ?line|and running|to (?:normal|service|work\w*|life|full|usual|health\w*|baseline|its|100))|(?:return|returned|returns|go|goes|went|get|gets|back)\s(?:back )?to (?:normal|service|working|health\w*|baseline)|normal(?:i[sz]ed|ly)?|operational|all (?:healthy|green|clear|good|working)|healthy|working (?:again|as (?:intended|expected)|fine|normally|order|properly)|(?:is|are|now) working|works? (?:again|fine)|resum(?:e|es|ed)|succe(?:ed|eds|ssful|ssfully|ss)\w*|available again|become available|became available|online again|self-heals?|stabili[sz]ed|stable|subsid\w+|cleared|ceased|stopped (?:failing|erroring)|no (?:more|further) (?:errors?|failures?|alerts?)|issue goes away|goes away|disappear\w*|running again|up again|able to .{0,40} again|fixed|dropped to (?:zero|normal)|service is restored)\b/i;

/** An act that may have ended it, where nothing says that it did. */
export const remedy =
  /\b(?:fix(?:es)?(?: for [\w.-]+)? (?:was |is )?(?:applied|deployed|merged|rolled out|released|in place)|applied (?:the )?(?:\w+ )?fix|hotfix|rolled back|rollback (?:performed|complete\w*|finished|done|deployed)|reverted|revert (?:deployed|merged|complete\w*)|restarted|killed|disabled|replaced|released?|uncordoned|scaled|deleted|removed|increased|redeployed|re-deployed|failed over|failover complete\w*)\b/i;

/** What is only planned, tried, or told: neither a beginning nor an end. */
export const notYet =
  /\b(?:will|plan(?:s|ned)? to|decid\w+|discuss\w*|suggest\w*|ask(?:s|ed)?|consider\w*|propos\w+|prepar\w+|working on|looking (?:into|at|for)|going to|about to|potential fix|attempt\w*|tried|tries|trying|start(?:s|ed|ing)? (?:to|the|a)\b|begin(?:s|ning)? (?:to|the)\b|idea|hypothes\w+|theor\w+|wonder\w*|request\w*|waiting|wait)\b/i;
