/* What the streams hold, and what is asked of them after every event. */

#if CASE == 10
#define ACCOUNTS 5
#else
#define ACCOUNTS 4
#endif
#define FRESH (ACCOUNTS - 1) /* the account of the fresh command at the end */
#define KEYS 3
#define MERGES 3
#define NONE 255

#define bit(n) (1 << (n))

mtype = { unopened, live, absorbed, closed, superseded, refused };

/* What the events of account-<id> add up to, and how many there are. */
typedef Account {
  mtype status;
  byte version;
  byte keys;    /* listed identifiers, as bits */
  byte into;    /* who absorbed it */
  byte by;      /* under which merge */
  byte started; /* merges it announced, as bits */
  byte spent    /* merges refused here, or reversed, as bits */
}
typedef Claim {
  byte owner;
  byte version
}

Account account[ACCOUNTS];
Claim claim[KEYS];
byte victimOf[MERGES];
mtype told[ACCOUNTS]; /* the final answer somebody was given; 0: none yet */
byte merged;          /* merges that committed, as bits */
byte running;         /* runs that are not over and not dead for ever */

/* Asked after every event of an account, in the same step. */
inline nothing_is_wrong() {
  checkKey = 0;
  do
  :: checkKey < KEYS ->
     holder = NONE;
     checked = 0;
     do
     :: checked < ACCOUNTS ->
        if
        :: (account[checked].keys & bit(checkKey)) &&
           (account[checked].status == live || account[checked].status == absorbed) ->
           assert(claim[checkKey].owner == checked); /* an account's identifier is claimed by it */
           leads = checked;
           hops = 0;
           do
           :: account[leads].status == absorbed ->
              leads = account[leads].into;
              hops++;
              assert(hops < ACCOUNTS) /* merges do not lead in a circle */
           :: else -> break
           od;
           if
           :: account[leads].status == live ->
              assert(holder == NONE || holder == leads); /* one live account for one identifier */
              holder = leads
           :: else
           fi
        :: else
        fi;
        checked++
     :: else -> break
     od;
     checkKey++
  :: else -> break
  od;
  holder = NONE
}
hidden byte checkKey, checked, holder, leads, hops;

/* A merge that was started and is neither committed, refused nor pointless could still commit. */
inline no_merge_is_open(a) {
  checked = 0;
  do
  :: checked < MERGES ->
     if
     :: account[a].started & bit(checked) ->
        assert((account[victimOf[checked]].spent & bit(checked)) ||
               account[victimOf[checked]].by == checked ||
               account[victimOf[checked]].status == closed)
     :: else
     fi;
     checked++
  :: else -> break
  od;
  checked = 0
}
