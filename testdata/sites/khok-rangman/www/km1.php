<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>โรคเก๊าท์</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>โรคเก๊าท์</h2><p>เกิดจากกรดยูริกในเลือดสูง ปวดข้อเฉียบพลัน ควรเลี่ยงเครื่องในสัตว์และยอดผัก</p><p>ที่มา กรมการแพทย์ / โพสต์ 12 ก.พ. 2567</p></body>
</html>