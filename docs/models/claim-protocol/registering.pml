/* Claiming identifiers: registrations, further identifiers, and the fresh command at the end. */

#define ended(s) (s == superseded || s == refused || s == closed)
#if FAULT == 1
#define displaceable(s) (s == refused || s == closed)
#elif FAULT == 81
#define displaceable(s) (s == superseded || s == refused)
#else
#define displaceable(s) ended(s)
#endif

/*
 * Step 2 for one identifier: ends at the label `mine`, `duplicate` (r is the live account) or, by way of may_die and
 * pending, at the start.
 */
inline claim_it(k, me) {
  skip;
readClaim:
  atomic { v = claim[k].version; o = claim[k].owner };
  if
  :: o == me -> goto mine
  :: o == NONE -> goto take
  :: else
  fi;
readOwner:
  atomic { s = account[o].status; w = account[o].version; r = account[o].into };
  if
  :: displaceable(s) -> goto take
  :: s == unopened ->
     if
     :: me != FRESH -> goto start /* young: pending, the caller asks again */
     :: true                      /* old: fence */
        d_step {
          if
          :: account[o].version == w -> account[o].status = superseded; account[o].version++; ok = true
          :: else -> ok = false
          fi
        };
#if FAULT == 3
        ok = true;
#endif
        if
        :: ok -> goto take
        :: else -> goto readOwner
        fi
     fi
  :: s == absorbed ->
     do
     :: d_step { s = account[r].status; q = account[r].into };
        if
        :: s == absorbed -> r = q
        :: else -> break
        fi
     od;
     if
     :: s != closed -> goto duplicate
     :: else
     fi;
#if FAULT != 96
     d_step {
       if
       :: account[o].version == w ->
          account[o].status = closed; account[o].version++; ok = true; no_merge_is_open(o)
       :: else -> ok = false
       fi
     };
     if
     :: ok
     :: else -> goto readOwner
     fi;
#endif
     goto take
  :: else -> r = o; goto duplicate
  fi;
take:
#if FAULT == 2
  v = claim[k].version;
#endif
  atomic {
    if
    :: claim[k].version == v -> claim[k].owner = me; claim[k].version++; ok = true
    :: else -> ok = false
    fi
  };
  if
  :: ok
  :: else -> goto readClaim
  fi;
mine:
  skip
}

/* One run of a registration of up to two identifiers, in the given order. */
proctype Register(byte me; byte k1; byte k2) {
  byte v, o, w, r, q, k;
  mtype s;
  bool ok;
start:
  atomic { v = 0; o = 0; w = 0; r = 0; q = 0; ok = false; k = k1; s = account[me].status };
  if
#if FAULT != 5
  :: s != unopened ->
     d_step {
       if
       :: s == superseded || s == refused -> q = s
       :: else -> q = live
       fi;
       assert(told[me] == 0 || told[me] == q); /* the same command gets the same answer */
       told[me] = q
     };
     goto over
#endif
  :: else
  fi;
nextKey:
  claim_it(k, me);
  may_die;
  if
  :: k == k1 && k2 != NONE -> k = k2; goto nextKey
  :: else
  fi;
  d_step {
    if
    :: account[me].version == 0 ->
       account[me].status = live;
       account[me].version = 1;
       account[me].keys = bit(k1);
       if
       :: k2 != NONE -> account[me].keys = account[me].keys | bit(k2)
       :: else
       fi;
       nothing_is_wrong()
    :: else
#if FAULT == 4
       ; assert(account[me].status != superseded && account[me].status != refused)
#endif
    fi
  };
  may_die;
  goto start;
duplicate:
#if FAULT == 61
  assert(told[me] == 0 || told[me] == refused);
  told[me] = refused;
  goto over;
#endif
#if FAULT == 62
  if
  :: k != k1 ->
     d_step {
       if
       :: claim[k1].owner == me -> claim[k1].owner = NONE; claim[k1].version++
       :: else
       fi
     };
     may_die
  :: else
  fi;
#endif
  atomic {
    if
    :: account[me].version == 0 -> account[me].status = refused; account[me].version = 1
    :: else
    fi
  };
  may_die;
  goto start;
over:
  atomic { running--; v = 0; o = 0; w = 0; r = 0; q = 0; k = 0; s = 0; ok = false }
}

/* A further identifier for a live account: the claim is the commit, the record follows. */
proctype Alias(byte me; byte k) {
  byte v, o, w, r, q;
  mtype s;
  bool ok;
start:
  atomic { v = 0; o = 0; w = 0; r = 0; q = 0; ok = false; s = account[me].status };
  if
  :: s != live -> goto over
  :: else
  fi;
#if FAULT == 97
  goto record;
#endif
  claim_it(k, me);
  may_die;
record:
  atomic { s = account[me].status; w = account[me].version };
  if
  :: s != live -> goto over
  :: else
  fi;
  d_step {
    if
    :: account[me].version == w ->
       account[me].keys = account[me].keys | bit(k); account[me].version++; ok = true; nothing_is_wrong()
    :: else -> ok = false
    fi
  };
  if
  :: ok -> goto over
  :: else -> goto record
  fi;
duplicate:
#if FAULT == 98
  if
  :: r == me -> goto record
  :: else
  fi;
#else
  skip;
#endif
over:
  atomic { running--; v = 0; o = 0; w = 0; r = 0; q = 0; s = 0; ok = false }
}

/* When everybody is over or dead for ever, an identifier is free for the taking, or a live account has it. */
proctype Fresh(byte k) {
  byte v, o, w, r, q;
  mtype s;
  bool ok;
start:
  (running == 0);
  claim_it(k, FRESH);
  d_step { account[FRESH].status = live; account[FRESH].version = 1; account[FRESH].keys = bit(k); nothing_is_wrong() };
  goto over;
duplicate:
  assert(account[r].status == live); /* nobody is refused for the sake of an account that has ended */
over:
  skip
}
