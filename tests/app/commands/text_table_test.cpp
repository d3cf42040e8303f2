#include "app/commands/text_table.h"

#include <gtest/gtest.h>

namespace deltascope {

TEST(TextTable, NumbersAlignRightAndWordsLeft) {
    EXPECT_EQ(alignedTable({{"name", "n"}, {"a", "100"}}, "lr"), "name    n\na     100\n");
}

TEST(TextTable, CountsCharactersNotBytes) {
    EXPECT_EQ(alignedTable({{"\u00fc", "1"}, {"ab", "2"}}, "ll"), "\u00fc   1\nab  2\n");
}

TEST(TextTable, LeavesNoBlanksAtTheEnd) {
    EXPECT_EQ(alignedTable({{"a", "long"}, {"b", ""}}, "ll"), "a  long\nb\n");
}

}  // namespace deltascope
